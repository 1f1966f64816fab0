// What an import does with Parties that others know, too. The same State comes from the list of the United Nations,
// from a programme and from an organiser's hand: it is one Party, whoever brought it first, and each keeps what it
// said. Pure.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/summit/change_builder.h"

namespace dais::summit {

// (kind, external id) → our id: what the source of an import brought before.
using BroughtBefore = std::map<std::pair<v1::Kind, std::string>, std::string>;

// Adds the Parties that the programme means although its source has not brought them: those of the same code; where one
// of the two has no code, those of the same name in a language and of no other kind, if there is only one. No Party is
// meant twice.
void find_parties_of_others(const ChangeBuilder& builder, const v1::ImportProgramme& programme,
                            BroughtBefore& brought_before);

// Makes ready for merge_three_way: names are merged language by language, so that a hand that changed the French one
// keeps none of the others; what a file says nothing of, now and before, is no wish. theirs becomes what shall be where
// that is decided here, and base gives way. Returns a sentence for each name that was kept against the file.
std::vector<std::string> settle_party(google::protobuf::Message& base, const google::protobuf::Message& ours,
                                      google::protobuf::Message& theirs);

// What a report calls a Party: by its English name, since the first by language is often Arabic; else by its first.
std::string called(const v1::Party& party);

// Whether another source than this has brought the record.
bool comes_from_others_too(const ChangeBuilder& builder, const std::string& id, const std::string& source);

}  // namespace dais::summit
