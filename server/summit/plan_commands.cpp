// The plan: Sessions put and removed whole.
#include <algorithm>
#include <set>

#include "server/summit/commands.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

// Everybody named must be there for the actor to see, in one role once.
No check_people(const ChangeBuilder& builder, const v1::Session& session) {
    std::set<std::pair<std::string, int>> parts;
    for (const v1::Participation& part : session.people()) {
        if (auto no = builder.visible(v1::KIND_PERSON, part.person(), "session.people.person")) return no;
        if (!part.party().empty())
            if (auto no = builder.visible(v1::KIND_PARTY, part.party(), "session.people.party")) return no;
        if (!parts.emplace(part.person(), part.role()).second)
            return refuse(v1::REFUSAL_CODE_INVALID, "The same person has the same role twice.", "session.people");
    }
    return std::nullopt;
}

// A part belongs to a Session that all its readers see.
No check_whole(const ChangeBuilder& builder, const std::string& id, const v1::Session& session, AudienceSet audiences) {
    if (!session.part_of().empty()) {
        if (auto no = builder.visible(v1::KIND_SESSION, session.part_of(), "session.part_of")) return no;
        if ((audiences & ~builder.audiences_of(v1::KIND_SESSION, session.part_of())) != 0)
            return refuse(v1::REFUSAL_CODE_CONFLICT,
                          "The session “" + session.part_of() + "” is hidden: hide its parts, too.", "hidden");
    }
    for (const Slot* part : builder.schedule().parts_of(id))
        if ((part->audiences & ~audiences) != 0)
            return refuse(v1::REFUSAL_CODE_CONFLICT, "Its part “" + part->id + "” is public: hide that first.",
                          "hidden");
    return std::nullopt;
}

No check_numbers(const v1::Session& session) {
    if (session.capacity() < 0 || session.expected() < 0)
        return refuse(v1::REFUSAL_CODE_INVALID, "A number of people is 0 or more.", "session.capacity");
    if (session.shortest_minutes() < 0 || session.shortest_minutes() > kMinutesMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "A session is shortened to between 0 minutes and a day.",
                      "session.shortest_minutes");
    for (const v1::Stream& stream : session.streams())
        if (auto no = check_link(stream.url(), "session.streams.url")) return no;
    return std::nullopt;
}

}  // namespace

No check_references(const ChangeBuilder& builder, const v1::Session& session) {
    if (!session.room().empty())
        if (auto no = builder.visible(v1::KIND_ROOM, session.room(), "session.room")) return no;
    if (!session.track().empty())
        if (auto no = builder.visible(v1::KIND_TRACK, session.track(), "session.track")) return no;
    for (const std::string& document : session.documents())
        if (auto no = builder.visible(v1::KIND_DOCUMENT, document, "session.documents")) return no;
    return check_people(builder, session);
}

No put_session(ChangeBuilder& builder, const v1::PutSession& command) {
    v1::Session session = command.session();
    if (auto no = put_named(builder, v1::KIND_SESSION, command.id(), session)) return no;
    const AudienceSet audiences = command.hidden() ? kStaffOnly : kEverybody;
    if (auto no = needs_name(session.title(), "session.title")) return no;
    if (auto no = check_period(session.planned(), "session.planned")) return no;
    if (auto no = check_references(builder, session)) return no;
    if (auto no = check_numbers(session)) return no;
    if (auto no = check_whole(builder, builder.made, session, audiences)) return no;
    const auto held = builder.get<v1::Session>(v1::KIND_SESSION, builder.made);
    session.set_number(held ? held->number() : 0);
    if (session.number() == 0 && audiences != kStaffOnly) session.set_number(builder.new_number(v1::KIND_SESSION, 0));
    builder.put(v1::KIND_SESSION, builder.made, "", audiences, session);
    if (!is_nested_well(builder.schedule(), builder.made))
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "A session cannot be a part of itself, nor a part of parts deeper than " +
                          std::to_string(kPartDepthMax) + ".",
                      "session.part_of");
    return std::nullopt;
}

No remove_session(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SESSION, id)) return no;
    if (!builder.schedule().parts_of(id).empty())
        return still_used("The session " +
                          quoted_name(builder, v1::KIND_SESSION, builder.schedule().parts_of(id).front()->id) +
                          " is a part of it. Remove or change it first.");
    if (builder.exists(v1::KIND_FLOOR, id))
        return still_used("The session has a floor. Remove that first, or cancel the session if somebody was heard.");
    builder.remove(v1::KIND_SESSION, id);
    return std::nullopt;
}

}  // namespace dais::summit
