// What the commands that put whole records have in common. Pure.
#pragma once

#include "server/summit/change_builder.h"
#include "server/summit/check.h"
#include "server/summit/name_of.h"

namespace dais::summit {

// A no unless there is some text in at least one language.
No needs_name(const google::protobuf::RepeatedPtrField<v1::LocalText>& name, const char* field);

// A no to something that is still used.
No still_used(const std::string& message);

// Checks the record's fields. Without an id a new record is made; with one it must exist and be fresh. builder.made is
// its id then.
template <class Noun>
No put_named(ChangeBuilder& builder, v1::Kind kind, const std::string& id, Noun& noun) {
    if (auto no = check_fields(noun)) return no;
    if (!id.empty())
        if (auto no = builder.exists_and_fresh(kind, id)) return no;
    builder.made = id.empty() ? builder.new_id(kind) : id;
    return std::nullopt;
}

// A no if a record of a kind satisfies the condition: one that the actor sees by its name, another by none.
template <class Noun, class Condition>
No unused(const ChangeBuilder& builder, v1::Kind kind, const std::string& what, Condition uses) {
    bool by_hidden = false;
    for (const std::string& id : builder.ids(kind)) {
        if (!uses(*builder.get<Noun>(kind, id))) continue;
        if ((builder.audiences_of(kind, id) & bit(builder.context().audience)) != 0)
            return still_used("The " + noun_of(kind) + " " + quoted_name(builder, kind, id) + " still " + what +
                              ". Change or remove it first.");
        by_hidden = true;
    }
    if (!by_hidden) return std::nullopt;
    return still_used("Something that is not shown to you still needs this. Ask an organiser.");
}

}  // namespace dais::summit
