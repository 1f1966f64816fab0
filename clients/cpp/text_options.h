// Words that are given at a terminal in one language and perhaps in others, as `--text fr="…"`. Throws WrongUsage.
#pragma once

#include <string>
#include <vector>

#include "clients/cpp/languages.h"

namespace dais::client {

// There are some, in UTF-8, and no more than the server takes of a short text.
void check_words(const std::string& what, const std::string& words);

// Sorted by language, each at most once, as the house has it (decision D15). text may be empty: only the others count.
Texts texts_given(const std::string& what, const std::string& language, const std::string& text,
                  const std::vector<std::string>& others);

}  // namespace dais::client
