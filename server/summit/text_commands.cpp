// What there is to read of a Session, beside its plan.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"

namespace dais::summit {
namespace {

using References = google::protobuf::RepeatedPtrField<v1::TextReference>;
using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;

// Each text takes the place of the one in its language; an empty one leaves none.
void edit(ChangeBuilder& builder, const Texts& texts, References& held) {
    for (const v1::LocalText& text : texts) {
        held.erase(std::remove_if(held.begin(), held.end(),
                                  [&](const v1::TextReference& one) { return one.language() == text.language(); }),
                   held.end());
        if (!text.text().empty()) *held.Add() = builder.keep(text);
    }
    std::sort(held.begin(), held.end(),
              [](const auto& one, const auto& other) { return one.language() < other.language(); });
}

}  // namespace

No edit_session_text(ChangeBuilder& builder, v1::EditSessionText command) {
    if (auto no = builder.visible(v1::KIND_SESSION, command.id(), "id")) return no;
    if (auto no = builder.fresh(v1::KIND_SESSION_TEXT, command.id())) return no;
    if (auto no = check_fields(command)) return no;
    if (!command.website().empty())
        if (auto no = check_link(command.website(), "website")) return no;
    auto text = builder.get<v1::SessionText>(v1::KIND_SESSION_TEXT, command.id()).value_or(v1::SessionText());
    edit(builder, command.abstract(), *text.mutable_abstract());
    edit(builder, command.description(), *text.mutable_description());
    if (command.has_website()) text.set_website(command.website());
    if (text.ByteSizeLong() == 0 && !builder.exists(v1::KIND_SESSION_TEXT, command.id())) return std::nullopt;
    builder.put(v1::KIND_SESSION_TEXT, command.id(), command.id(), builder.audiences_of(v1::KIND_SESSION, command.id()),
                text);
    return std::nullopt;
}

}  // namespace dais::summit
