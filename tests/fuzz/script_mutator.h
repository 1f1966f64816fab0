// Scripts as text, and others like them: what a fuzzer tries is a script again, of the same people and things.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "fuzz/script.pb.h"

namespace dais::fuzz {

std::optional<Script> read_script(std::string_view text);
std::string write_script(const Script& script);

// Another script: a step more or less, another verb, another value somewhere.
void mutate(Script& script, std::minstd_rand& dice);
// The beginning of one and the end of another.
Script crossed(const Script& one, const Script& other, std::minstd_rand& dice);

}  // namespace dais::fuzz
