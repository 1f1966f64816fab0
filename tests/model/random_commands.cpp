#include "tests/model/random_commands.h"

#include <algorithm>

#include "server/summit/rights.h"

namespace dais::model {
namespace {

using Slot = summit::Slot;

// A Session in a state in which the verb makes sense, or, now and then, any.
std::string session_that(Scene& scene, const std::function<bool(const Slot&)>& makes_sense) {
    std::vector<std::string> fit;
    if (!scene.dice.chance(8))
        for (const Slot* slot : scene.state.schedule().all())
            if (makes_sense(*slot)) fit.push_back(slot->id);
    return fit.empty() ? some(scene, v1::KIND_SESSION) : scene.dice.pick(fit);
}

bool is_to_come(const Slot& slot) { return !slot.actual_start_ms && !slot.gone(); }
bool is_on(const Slot& slot) { return slot.actual_start_ms && !slot.actual_end_ms && !slot.gone(); }
bool is_open(const Slot& slot) { return !slot.actual_end_ms && !slot.gone(); }
bool is_running(const Slot& slot) { return slot.status == v1::SESSION_STATUS_RUNNING; }
bool is_held(const Slot& slot) {
    return slot.status == v1::SESSION_STATUS_PAUSED || slot.status == v1::SESSION_STATUS_SUSPENDED;
}
bool is_gone(const Slot& slot) { return slot.gone(); }

std::function<bool(const Slot&)> about_now(const Scene& scene) {
    return [now_ms = scene.now_ms](const Slot& slot) {
        return is_to_come(slot) && slot.start_ms() < now_ms + kHourMs && slot.end_ms() > now_ms - 2 * kHourMs;
    };
}

// An optional instant, mostly left to the server.
template <class Verb>
void say_when(Scene& scene, Verb& verb) {
    if (scene.dice.chance(30)) verb.set_at_ms(some_instant(scene, -30 * kMinuteMs, 15 * kMinuteMs));
}

// About the time at which a Session is expected anyway.
std::int64_t some_start(Scene& scene, const std::string& session) {
    const Slot* slot = scene.state.schedule().find(session);
    if (slot == nullptr || scene.dice.chance(5)) return some_instant(scene, -kHourMs, 6 * kHourMs);
    if (scene.dice.chance(20)) return slot->planned_start_ms;
    return slot->start_ms() + scene.dice.between(-6, 24) * 5 * kMinuteMs;
}

std::int64_t some_end(Scene& scene, const std::string& session) {
    const Slot* slot = scene.state.schedule().find(session);
    if (slot == nullptr || scene.dice.chance(5)) return some_instant(scene, -kHourMs, 6 * kHourMs);
    if (scene.dice.chance(20)) return slot->planned_end_ms;
    return slot->end_ms() + scene.dice.between(-6, 12) * 5 * kMinuteMs;
}

void put_summit(Scene& scene, v1::Command& command) {
    v1::Summit& summit = *command.mutable_put_summit()->mutable_summit();
    summit = scene.state.get<v1::Summit>(v1::KIND_SUMMIT, "m").value_or(v1::Summit());
    summit.set_edition(static_cast<int>(scene.dice.below(5)));
    if (scene.dice.chance(30)) summit.set_closes_minutes(static_cast<int>(scene.dice.between(0, 37)) * 60);
    if (scene.dice.chance(5)) summit.clear_name();
}

void replace_speaker(Scene& scene, v1::Command& command) {
    v1::ReplaceSpeaker& replace = *command.mutable_replace_speaker();
    replace.set_id(session_that(scene, [](const Slot& slot) { return !slot.actual_end_ms && !slot.persons.empty(); }));
    const auto session = scene.state.get<v1::Session>(v1::KIND_SESSION, replace.id());
    if (!session || session->people().empty()) return;
    const auto& part =
        session->people(static_cast<int>(scene.dice.below(static_cast<std::uint64_t>(session->people_size()))));
    replace.set_person(part.person());
    replace.set_role(part.role());
    replace.set_by(scene.dice.chance(20) ? part.person() : some(scene, v1::KIND_PERSON, 75));
    replace.set_party(some(scene, v1::KIND_PARTY, 20));
}

void push_overrun(Scene& scene, v1::Command& command) {
    command.mutable_push_overrun()->set_id(session_that(scene, is_on));
    command.mutable_push_overrun()->set_at_ms(some_end(scene, command.push_overrun().id()));
}

// What may be a step of a draft, and now and then what may not.
void add_draft_step(Scene& scene, v1::Command& command) {
    static const std::vector<v1::Command::VerbCase> kSteps = {v1::Command::kPutSession,
                                                              v1::Command::kPutSession,
                                                              v1::Command::kPutSession,
                                                              v1::Command::kPutRoom,
                                                              v1::Command::kMoveSession,
                                                              v1::Command::kSetProjectedStart,
                                                              v1::Command::kCancelSession,
                                                              v1::Command::kRemoveSession,
                                                              v1::Command::kPutPerson,
                                                              v1::Command::kPutCommitment,
                                                              v1::Command::kStartSession,
                                                              v1::Command::kPutAnnouncement,
                                                              v1::Command::kPutDeclarationText,
                                                              v1::Command::kPutScreen,
                                                              v1::Command::kPutLook,
                                                              v1::Command::kShowScene};
    const v1::Command::VerbCase wanted = scene.dice.pick(kSteps);
    v1::Command step;
    for (const Verb& verb : verbs())
        if (verb.verb == wanted) verb.fill(scene, step);
    command.mutable_add_draft_step()->set_draft(some(scene, v1::KIND_DRAFT));
    command.mutable_add_draft_step()->set_command(step.SerializeAsString());
}

// Of a noun that is there, or a new one.
template <class Put>
void maybe_of(Scene& scene, v1::Kind kind, Put& put) {
    if (scene.state.all(kind).size() > 4 || scene.dice.chance(30)) put.set_id(some(scene, kind));
}

void put_session(Scene& scene, v1::Command& command) {
    constexpr std::size_t kSessionsMax = 45;
    v1::PutSession& put = *command.mutable_put_session();
    const bool enough = scene.state.all(v1::KIND_SESSION).size() >= kSessionsMax;
    if (enough || scene.dice.chance(60)) put.set_id(session_that(scene, is_open));
    random_session(scene, put);
}

void put_partner(Scene& scene, v1::Command& command) {
    maybe_of(scene, v1::KIND_PARTNER, *command.mutable_put_partner());
    v1::Partner& partner = *command.mutable_put_partner()->mutable_partner();
    random_texts(scene.dice, *partner.mutable_name(), "Partner");
    partner.set_kind(static_cast<v1::PartnerKind>(scene.dice.between(0, scene.dice.chance(95) ? 6 : 7)));
    if (scene.dice.chance(50)) partner.set_website(scene.dice.chance(95) ? "https://example.org/1" : "example.org");
    partner.set_order(static_cast<int>(scene.dice.between(scene.dice.chance(5) ? -1 : 0, 9)));
    if (scene.dice.chance(30)) partner.set_staff_note(kForStaff);
}

std::vector<Verb> nouns() {
    using C = v1::Command;
    return {
        {C::kPutSummit, 2, put_summit},
        {C::kPutRoom, 4,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_ROOM, *c.mutable_put_room());
             *c.mutable_put_room()->mutable_room() = random_room(s);
         }},
        {C::kRemoveRoom, 2, [](Scene& s, C& c) { c.mutable_remove_room()->set_id(some(s, v1::KIND_ROOM)); }},
        {C::kPutTrack, 2,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_TRACK, *c.mutable_put_track());
             *c.mutable_put_track()->mutable_track() = random_track(s);
         }},
        {C::kRemoveTrack, 2, [](Scene& s, C& c) { c.mutable_remove_track()->set_id(some(s, v1::KIND_TRACK)); }},
        {C::kPutParty, 3,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_PARTY, *c.mutable_put_party());
             *c.mutable_put_party()->mutable_party() = random_party(s);
         }},
        {C::kRemoveParty, 2, [](Scene& s, C& c) { c.mutable_remove_party()->set_id(some(s, v1::KIND_PARTY)); }},
        {C::kPutPerson, 4,
         [](Scene& s, C& c) {
             if (s.state.all(v1::KIND_PERSON).size() > 9 || s.dice.chance(20))
                 c.mutable_put_person()->set_id(some(s, v1::KIND_PERSON));
             *c.mutable_put_person()->mutable_person() = random_person(s);
         }},
        {C::kRemovePerson, 2, [](Scene& s, C& c) { c.mutable_remove_person()->set_id(some(s, v1::KIND_PERSON)); }},
        {C::kPutBody, 2,
         [](Scene& s, C& c) {
             if (s.state.all(v1::KIND_BODY).size() > 1 || s.dice.chance(30))
                 c.mutable_put_body()->set_id(some(s, v1::KIND_BODY));
             c.mutable_put_body()->mutable_body()->add_name()->set_text("Body " + std::to_string(s.dice.below(9)));
         }},
        {C::kRemoveBody, 1, [](Scene& s, C& c) { c.mutable_remove_body()->set_id(some(s, v1::KIND_BODY)); }},
        {C::kPutSeat, 2,
         [](Scene& s, C& c) {
             if (s.state.all(v1::KIND_SEAT).size() > 6 || s.dice.chance(30))
                 c.mutable_put_seat()->set_id(some(s, v1::KIND_SEAT));
             *c.mutable_put_seat()->mutable_seat() = random_seat(s);
         }},
        {C::kRemoveSeat, 1, [](Scene& s, C& c) { c.mutable_remove_seat()->set_id(some(s, v1::KIND_SEAT)); }},
        {C::kPutPartner, 2, put_partner},
        {C::kRemovePartner, 1, [](Scene& s, C& c) { c.mutable_remove_partner()->set_id(some(s, v1::KIND_PARTNER)); }},
        {C::kPutDocument, 3,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_DOCUMENT, *c.mutable_put_document());
             *c.mutable_put_document()->mutable_document() = random_document(s);
         }},
        {C::kRemoveDocument, 2,
         [](Scene& s, C& c) { c.mutable_remove_document()->set_id(some(s, v1::KIND_DOCUMENT)); }},
        {C::kPutBooth, 3,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_BOOTH, *c.mutable_put_booth());
             *c.mutable_put_booth()->mutable_booth() = random_booth(s);
         }},
        {C::kRemoveBooth, 2, [](Scene& s, C& c) { c.mutable_remove_booth()->set_id(some(s, v1::KIND_BOOTH)); }},
        {C::kPutInterpretationTeam, 3,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_INTERPRETATION_TEAM, *c.mutable_put_interpretation_team());
             *c.mutable_put_interpretation_team()->mutable_team() = random_team(s);
         }},
        {C::kRemoveInterpretationTeam, 2,
         [](Scene& s, C& c) { c.mutable_remove_interpretation_team()->set_id(some(s, v1::KIND_INTERPRETATION_TEAM)); }},
        {C::kPutShift, 4,
         [](Scene& s, C& c) {
             maybe_of(s, v1::KIND_SHIFT, *c.mutable_put_shift());
             *c.mutable_put_shift()->mutable_shift() = random_shift(s);
         }},
        {C::kRemoveShift, 3, [](Scene& s, C& c) { c.mutable_remove_shift()->set_id(some(s, v1::KIND_SHIFT)); }},
        {C::kPutSession, 28, put_session},
        {C::kEditSessionText, 4,
         [](Scene& s, C& c) {
             v1::EditSessionText& edit = *c.mutable_edit_session_text();
             edit.set_id(some(s, v1::KIND_SESSION));
             v1::LocalText& text = s.dice.chance(70) ? *edit.add_abstract() : *edit.add_description();
             text.set_language(s.dice.chance(50) ? "en" : "fr");
             if (s.dice.chance(80)) text.set_text("Words " + std::to_string(s.dice.below(1'000)));
             if (s.dice.chance(30)) edit.set_website(s.dice.chance(50) ? "" : "https://example.org/1");
         }},
        {C::kRemoveSession, 5, [](Scene& s, C& c) { c.mutable_remove_session()->set_id(some(s, v1::KIND_SESSION)); }},
        {C::kImportProgramme, 2, [](Scene& s, C& c) { *c.mutable_import_programme() = random_programme(s); }},
        {C::kSetProgrammeStatus, 2,
         [](Scene& s, C& c) {
             c.mutable_set_programme_status()->set_status(static_cast<v1::ProgrammeStatus>(s.dice.between(0, 2)));
         }},
    };
}

std::vector<Verb> the_day() {
    using C = v1::Command;
    return {
        {C::kSetProjectedStart, 10,
         [](Scene& s, C& c) {
             c.mutable_set_projected_start()->set_id(session_that(s, is_to_come));
             c.mutable_set_projected_start()->set_at_ms(some_start(s, c.set_projected_start().id()));
         }},
        {C::kStartSession, 9,
         [](Scene& s, C& c) {
             c.mutable_start_session()->set_id(session_that(s, about_now(s)));
             say_when(s, *c.mutable_start_session());
         }},
        {C::kEndSession, 8,
         [](Scene& s, C& c) {
             c.mutable_end_session()->set_id(session_that(s, is_on));
             say_when(s, *c.mutable_end_session());
         }},
        {C::kSetProjectedEnd, 6,
         [](Scene& s, C& c) {
             c.mutable_set_projected_end()->set_id(session_that(s, is_open));
             c.mutable_set_projected_end()->set_at_ms(some_end(s, c.set_projected_end().id()));
         }},
        {C::kMoveSession, 6,
         [](Scene& s, C& c) {
             c.mutable_move_session()->set_id(session_that(s, is_open));
             c.mutable_move_session()->set_room(some(s, v1::KIND_ROOM, 95));
         }},
        {C::kCancelSession, 4, [](Scene& s, C& c) { c.mutable_cancel_session()->set_id(session_that(s, is_open)); }},
        {C::kPostponeSession, 3,
         [](Scene& s, C& c) { c.mutable_postpone_session()->set_id(session_that(s, is_to_come)); }},
        {C::kReinstateSession, 5,
         [](Scene& s, C& c) { c.mutable_reinstate_session()->set_id(session_that(s, is_gone)); }},
        {C::kCallSession, 4, [](Scene& s, C& c) { c.mutable_call_session()->set_id(session_that(s, about_now(s))); }},
        {C::kPauseSession, 3, [](Scene& s, C& c) { c.mutable_pause_session()->set_id(session_that(s, is_running)); }},
        {C::kSuspendSession, 3,
         [](Scene& s, C& c) {
             c.mutable_suspend_session()->set_id(session_that(s, is_on));
             if (s.dice.chance(50))
                 c.mutable_suspend_session()->set_resumes_at_ms(some_instant(s, -10 * kMinuteMs, kHourMs));
         }},
        {C::kResumeSession, 5,
         [](Scene& s, C& c) {
             c.mutable_resume_session()->set_id(session_that(s, is_held));
             say_when(s, *c.mutable_resume_session());
         }},
        {C::kSetPresiding, 4,
         [](Scene& s, C& c) {
             c.mutable_set_presiding()->set_id(session_that(s, is_open));
             c.mutable_set_presiding()->set_person(some(s, v1::KIND_PERSON, 75));
         }},
        {C::kReplaceSpeaker, 6, replace_speaker},
        {C::kPushOverrun, 1, push_overrun},
        {C::kPutDraft, 2,
         [](Scene& s, C& c) {
             if (s.state.all(v1::KIND_DRAFT).size() > 2) c.mutable_put_draft()->set_id(some(s, v1::KIND_DRAFT));
             c.mutable_put_draft()->mutable_draft()->set_name("Draft " + std::to_string(s.dice.below(5)));
         }},
        {C::kAddDraftStep, 8, add_draft_step},
        {C::kRemoveDraftStep, 2,
         [](Scene& s, C& c) { c.mutable_remove_draft_step()->set_id(some(s, v1::KIND_DRAFT_STEP)); }},
        {C::kDiscardDraft, 1, [](Scene& s, C& c) { c.mutable_discard_draft()->set_id(some(s, v1::KIND_DRAFT)); }},
        {C::kPublishDraft, 3, [](Scene& s, C& c) { c.mutable_publish_draft()->set_id(some(s, v1::KIND_DRAFT)); }},
        {C::kUndo, 14, [](Scene&, C& c) { c.mutable_undo(); }},
    };
}

// A summit has something in it before much is done with it.
v1::Command::VerbCase what_is_missing(const Scene& scene) {
    const auto fewer = [&](v1::Kind kind, std::size_t than) { return scene.state.all(kind).size() < than; };
    if (fewer(v1::KIND_ROOM, 3)) return v1::Command::kPutRoom;
    if (fewer(v1::KIND_PARTY, 2)) return v1::Command::kPutParty;
    if (fewer(v1::KIND_PERSON, 5)) return v1::Command::kPutPerson;
    if (fewer(v1::KIND_SESSION, 12)) return v1::Command::kPutSession;
    if (fewer(v1::KIND_BOOTH, 1)) return v1::Command::kPutBooth;
    if (fewer(v1::KIND_INTERPRETATION_TEAM, 1)) return v1::Command::kPutInterpretationTeam;
    if (fewer(v1::KIND_BODY, 1)) return v1::Command::kPutBody;
    if (fewer(v1::KIND_SEAT, 3)) return v1::Command::kPutSeat;
    if (fewer(v1::KIND_DECLARATION, 2)) return v1::Command::kPutDeclaration;
    return v1::Command::VERB_NOT_SET;
}

// A log is a summit's or a series': mostly it is put as what it is.
v1::Command::VerbCase other_kind_of_log(const Scene& scene) {
    return scene.state.find(v1::KIND_SERIES, "z") == nullptr ? v1::Command::kPutSeries : v1::Command::kPutSummit;
}

const Verb& verb_by_weight(Dice& dice) {
    int sum = 0;
    for (const Verb& verb : verbs()) sum += verb.weight;
    std::int64_t left = dice.between(1, sum);
    for (const Verb& verb : verbs())
        if ((left -= verb.weight) <= 0) return verb;
    return verbs().back();
}

const Verb& random_verb(Scene& scene) {
    v1::Command::VerbCase missing = scene.dice.chance(70) ? what_is_missing(scene) : v1::Command::VERB_NOT_SET;
    if (missing == v1::Command::VERB_NOT_SET && scene.dice.chance(35)) missing = what_is_missing_on_the_floors(scene);
    for (const Verb& verb : verbs())
        if (verb.verb == missing) return verb;
    for (;;) {
        const Verb& verb = verb_by_weight(scene.dice);
        const bool makes_sense = verb.makes_sense ? verb.makes_sense(scene) : verb.verb != other_kind_of_log(scene);
        if (makes_sense || scene.dice.chance(8)) return verb;
    }
}

v1::Role random_role(Scene& scene, v1::Command::VerbCase verb) {
    static const std::vector<v1::Role> kOthers = {v1::ROLE_UNSPECIFIED, v1::ROLE_DELEGATE, v1::ROLE_PRESS,
                                                  v1::ROLE_INTERPRETER, v1::ROLE_CO_CHAIR};
    if (verb == v1::Command::kPushOverrun || verb == v1::Command::kEndSilence) return v1::ROLE_SERVER;
    if (scene.dice.chance(2)) return scene.dice.pick(kOthers);
    return summit::right(v1::ROLE_CO_CHAIR, verb) == summit::Right::yes && scene.dice.chance(35) ? v1::ROLE_CO_CHAIR
                                                                                                 : v1::ROLE_ORGANISER;
}

}  // namespace

const std::vector<Verb>& verbs() {
    static const std::vector<Verb> all = [] {
        std::vector<Verb> some = nouns();
        for (std::vector<Verb> more :
             {the_day(), announcement_verbs(), declaration_verbs(), floor_verbs(), statement_verbs(), screen_verbs()})
            some.insert(some.end(), more.begin(), more.end());
        return some;
    }();
    return all;
}

Asked random_asked(Scene& scene) {
    Dice& dice = scene.dice;
    const Verb& verb = random_verb(scene);
    Asked asked;
    verb.fill(scene, *asked.mutable_command());
    asked.set_role(random_role(scene, verb.verb));
    if (verb.by) verb.by(scene, asked);
    // A reason accepts what clashes; an undo needs none.
    if (verb.verb != v1::Command::kUndo && dice.chance(60))
        asked.mutable_command()->set_override_reason(std::string(kForStaff) + " has decided so");
    if (dice.chance(8)) asked.set_behind(1 + dice.below(5));
    asked.set_without_basis(dice.chance(1));
    asked.set_preview_first(dice.chance(20));
    if (verb.verb == v1::Command::kUndo) asked.set_back(dice.chance(70) ? dice.below(4) : dice.below(60));
    return asked;
}

}  // namespace dais::model
