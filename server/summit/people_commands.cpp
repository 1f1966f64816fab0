// The day: who presides over a Session now, and who takes another's part in it.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/progress.h"

namespace dais::summit {
namespace {

No look(const ChangeBuilder& builder, const std::string& id, v1::SessionProgress& progress) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SESSION, id)) return no;
    if (auto no = builder.fresh(v1::KIND_SESSION_PROGRESS, id)) return no;
    progress = builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress());
    if (progress.status() == v1::SESSION_STATUS_ENDED)
        return refuse(v1::REFUSAL_CODE_CONFLICT, "The session has ended already.", "id");
    return std::nullopt;
}

}  // namespace

No set_presiding(ChangeBuilder& builder, const v1::SetPresiding& command) {
    v1::SessionProgress progress;
    if (auto no = look(builder, command.id(), progress)) return no;
    if (!command.person().empty())
        if (auto no = builder.visible(v1::KIND_PERSON, command.person(), "person")) return no;
    progress.set_presiding(command.person());
    put_progress(builder, command.id(), progress);
    return std::nullopt;
}

No replace_speaker(ChangeBuilder& builder, const v1::ReplaceSpeaker& command) {
    v1::SessionProgress progress;
    if (auto no = look(builder, command.id(), progress)) return no;
    const auto session = *builder.get<v1::Session>(v1::KIND_SESSION, command.id());
    const bool planned = std::any_of(session.people().begin(), session.people().end(), [&](const auto& part) {
        return part.person() == command.person() && part.role() == command.role();
    });
    if (!planned)
        return refuse(v1::REFUSAL_CODE_NOT_FOUND,
                      "The plan of the session does not name the person “" + command.person() +
                          "” in that role. Name somebody whom it names.",
                      "person");
    if (!command.by().empty())
        if (auto no = builder.visible(v1::KIND_PERSON, command.by(), "by")) return no;
    if (!command.party().empty())
        if (auto no = builder.visible(v1::KIND_PARTY, command.party(), "party")) return no;
    const std::string id =
        command.id() + "@" + command.person() + "@" + std::to_string(static_cast<int>(command.role()));
    if (auto no = builder.fresh(v1::KIND_REPLACEMENT, id)) return no;
    if (command.by() == command.person() && command.party().empty()) {
        if (builder.exists(v1::KIND_REPLACEMENT, id)) builder.remove(v1::KIND_REPLACEMENT, id);
        return std::nullopt;
    }
    v1::Replacement replacement;
    replacement.set_person(command.person());
    replacement.set_role(command.role());
    replacement.set_by(command.by());
    replacement.set_party(command.party());
    builder.put(v1::KIND_REPLACEMENT, id, command.id(), builder.audiences_of(v1::KIND_SESSION, command.id()),
                replacement);
    return std::nullopt;
}

}  // namespace dais::summit
