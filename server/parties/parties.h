// The parties that Dais brings: the members of the United Nations, its two observer States, and organisations that
// summits invite, with names in the languages of the United Nations and Portuguese, ISO codes and groups. Where each
// fact is from is said at the head of states.txtpb and organisations.txtpb.
//
// Promises: the same every time; no file is read, the texts are in the binary. They reach a log as an ImportProgramme
// like any other, of source "un", which removes nothing that it does not name.
#pragma once

#include <string>
#include <vector>

#include "dais/v1/imported.pb.h"

namespace dais::parties {

inline constexpr std::size_t kCodesMax = 500;  // named one by one in a choice

// Everything that is brought.
v1::ImportProgramme all();

struct Choice {
    bool members = false;
    // Observer States: the Holy See and the State of Palestine.
    bool observers = false;
    bool organisations = false;
    // Beside these, one by one: a State's ISO alpha-3, whatever the case, or an organisation's word, as in
    // "african-union". No alpha-2, in which "AU" is Australia and "EU" nobody.
    std::vector<std::string> codes = {};
};

// What was chosen; or nothing, and a sentence that says what is wrong with the choice and how to mend it.
struct Chosen {
    v1::ImportProgramme programme;
    std::string problem;
};
Chosen choose(const Choice& choice);

}  // namespace dais::parties
