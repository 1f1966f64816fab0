// What a Clash says to its reader: the rule, what clashes with what, and the remedy.
#include "server/summit/clashes.h"
#include "server/summit/name_of.h"
#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

// Names for one reader: what is hidden from them has none.
class Words {
public:
    Words(const ChangeBuilder& builder, v1::Audience audience)
        : builder_(builder), audience_(audience), summit_(builder.summit()) {}

    bool sees(v1::Kind kind, const std::string& id) const {
        return (builder_.audiences_of(kind, id) & bit(audience_)) != 0;
    }
    std::string session(const std::string& id) const {
        const auto held = builder_.get<v1::Session>(v1::KIND_SESSION, id);
        if (!held) return gone_session(id);
        if (!sees(v1::KIND_SESSION, id)) return "another session";
        return "“" + (held->title().empty() ? id : name_of(held->title(), summit_)) + "” (" + id + ", " + times(id) +
               ")";
    }
    std::string room(const std::string& id) const {
        const auto held = builder_.get<v1::Room>(v1::KIND_ROOM, id);
        return held && !held->name().empty() ? "“" + name_of(held->name(), summit_) + "”" : "The room";
    }
    std::string person(const std::string& id) const {
        const auto held = builder_.get<v1::Person>(v1::KIND_PERSON, id);
        return held ? held->name() : id;
    }

private:
    // One that this Change removes.
    std::string gone_session(const std::string& id) const {
        const Record* record = builder_.before().find(v1::KIND_SESSION, id);
        if (record == nullptr || !record->visible_to(audience_)) return "another session";
        const auto was = *builder_.before().get<v1::Session>(v1::KIND_SESSION, id);
        return "“" + (was.title().empty() ? id : name_of(was.title(), summit_)) + "” (" + id + ")";
    }
    std::string times(const std::string& id) const {
        const Slot* slot = builder_.schedule().find(id);
        return hh_mm(summit_, slot->start_ms()) + "–" + hh_mm(summit_, slot->end_ms());
    }

    const ChangeBuilder& builder_;
    v1::Audience audience_;
    const v1::Summit& summit_;
};

std::string sentence(const v1::Clash& clash, const Words& words) {
    const std::string session = words.session(clash.session());
    switch (clash.kind()) {
        case v1::CLASH_KIND_ROOM_TAKEN:
            return "Room taken: " + words.room(clash.room()) + " holds " + words.session(clash.other()) + " while " +
                   session + " would be there. Choose another room or time.";
        case v1::CLASH_KIND_PERSON_IN_TWO_PLACES:
            return "Person in two places: " + words.person(clash.person()) + " is needed in " +
                   words.session(clash.other()) + " during " + session +
                   ". Move one of them, or let somebody stand in.";
        case v1::CLASH_KIND_OUTSIDE_HOURS:
            return "Outside the summit's hours: " + session +
                   " would be before the summit opens, after it closes, or on a day on which it does not sit. Choose "
                   "another time.";
        case v1::CLASH_KIND_OVER_CAPACITY:
            return "Over capacity: more people are expected at " + session + " than " + words.room(clash.room()) +
                   " has places for. Choose a larger room.";
        case v1::CLASH_KIND_TURNOVER_TOO_SHORT:
            return "Turnover too short: " + words.room(clash.room()) + " needs more time between " + session + " and " +
                   words.session(clash.other()) + ". Move one of them.";
        case v1::CLASH_KIND_PAST_INTERPRETATION:
            return "Past its interpretation: " + session +
                   " would not be interpreted from its beginning to its end, as is announced. Plan another shift in "
                   "its "
                   "room, or move or shorten it.";
        case v1::CLASH_KIND_UNKNOWN_PARTY:
            return "Unknown party: it is not known for whom " + words.person(clash.person()) + " speaks in " + session +
                   ". Say it in the session or with the person.";
        case v1::CLASH_KIND_MISSING_CHAIR:
            return "Missing chair: nobody chairs or moderates " + session + ". Name somebody.";
        case v1::CLASH_KIND_ANCHOR:
            return "Anchored: " + session + " would run into " + words.session(clash.other()) +
                   ", whose start is held in place. Shorten it, or move it.";
        case v1::CLASH_KIND_ADOPTED_PROGRAMME:
            return "Adopted programme: " + session + " would differ from the programme that was adopted. Say why.";
        default: return "It clashes with the programme.";
    }
}

}  // namespace

v1::Clash clash_for(const v1::Clash& clash, const ChangeBuilder& builder, v1::Audience audience) {
    const Words words(builder, audience);
    v1::Clash told = clash;
    // The side that the reader sees comes first.
    const bool other_is_session = builder.exists(v1::KIND_SESSION, told.other());
    if (!words.sees(v1::KIND_SESSION, told.session()) && other_is_session)
        std::swap(*told.mutable_session(), *told.mutable_other());
    told.set_message(sentence(told, words));
    if (builder.exists(v1::KIND_SESSION, told.session()) && !words.sees(v1::KIND_SESSION, told.session()))
        told.clear_session();
    const bool shift_hidden =
        told.kind() == v1::CLASH_KIND_PAST_INTERPRETATION && !words.sees(v1::KIND_SHIFT, told.other());
    if (shift_hidden || (other_is_session && !words.sees(v1::KIND_SESSION, told.other()))) told.clear_other();
    return told;
}

}  // namespace dais::summit
