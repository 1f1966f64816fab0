// What is said in a Hearing, as commands.
#include <algorithm>

#include "tests/summit/hearing.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

using Words = std::vector<std::string>;

constexpr std::int64_t kMinuteMs = 60'000;

bool has(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// What comes after a key, as after "by:"; empty if nothing does.
std::string option(const Words& words, const std::string& key) {
    for (const std::string& word : words)
        if (word.starts_with(key)) return word.substr(key.size());
    return {};
}

int number(const Words& words, const std::string& key) {
    const std::string value = option(words, key);
    return value.empty() ? 0 : std::stoi(value);
}

v1::Count hands(const std::string& numbers) {
    const Words counted = split(numbers, ',');
    v1::Count count;
    count.set_in_favour(std::stoi(counted.at(0)));
    count.set_against(std::stoi(counted.at(1)));
    count.set_abstaining(std::stoi(counted.at(2)));
    return count;
}

v1::SpeakerRank rank(const std::string& name) {
    static const std::map<std::string, v1::SpeakerRank> kNames = {
        {"head-of-state", v1::SPEAKER_RANK_HEAD_OF_STATE}, {"head-of-government", v1::SPEAKER_RANK_HEAD_OF_GOVERNMENT},
        {"deputy", v1::SPEAKER_RANK_DEPUTY_HEAD},          {"minister", v1::SPEAKER_RANK_MINISTER},
        {"vice-minister", v1::SPEAKER_RANK_VICE_MINISTER}, {"head", v1::SPEAKER_RANK_HEAD_OF_DELEGATION},
        {"delegate", v1::SPEAKER_RANK_DELEGATE},           {"", v1::SPEAKER_RANK_UNSPECIFIED}};
    return kNames.at(name);
}

v1::RotationRule rotation(const std::string& name) {
    static const std::map<std::string, v1::RotationRule> kNames = {{"region", v1::ROTATION_RULE_REGION},
                                                                   {"category", v1::ROTATION_RULE_CATEGORY},
                                                                   {"gender", v1::ROTATION_RULE_GENDER},
                                                                   {"first", v1::ROTATION_RULE_FIRST_TIME},
                                                                   {"nothing", v1::ROTATION_RULE_UNSPECIFIED}};
    return kNames.at(name);
}

void put_rule(v1::Floor& floor, const std::string& word, std::int64_t now_ms) {
    const std::string key = word.substr(0, word.find(':'));
    const auto count = [&] { return number({word}, key + ":"); };
    if (key == "statement") floor.set_statement_seconds(count());
    if (key == "group") floor.set_group_seconds(count());
    if (key == "point") floor.set_point_of_order_seconds(count());
    if (key == "budget") floor.set_budget_seconds(count());
    if (key == "replies") floor.set_replies_max(count());
    if (key == "reply") floor.set_reply_seconds(count());
    if (key == "later") floor.set_later_reply_seconds(count());
    if (key == "changeover") floor.set_changeover_seconds(count());
    if (key == "quorum") floor.set_quorum(count());
    if (key == "kept") floor.set_staff_traits_kept_hours(count());
    if (key == "opens") floor.set_inscription_opens_at_ms(now_ms + count() * kMinuteMs);
    if (key == "closes") floor.set_inscription_closes_at_ms(now_ms + count() * kMinuteMs);
    if (key == "groups-first") floor.set_groups_first(true);
    if (key == "purpose") floor.set_staff_traits_purpose("the order of the list");
    if (key == "no-purpose") floor.clear_staff_traits_purpose();
    if (key != "rotate") return;
    floor.clear_rotation();
    for (const std::string& rule : split(option({word}, "rotate:"), ',')) floor.add_rotation(rotation(rule));
}

v1::SpeakerTraits traits(const Words& words) {
    v1::SpeakerTraits told;
    if (has(words, "female")) told.set_gender(v1::GENDER_FEMALE);
    if (has(words, "male")) told.set_gender(v1::GENDER_MALE);
    if (has(words, "other")) told.set_gender(v1::GENDER_OTHER);
    if (has(words, "first")) told.set_first_time(true);
    if (has(words, "not-first")) told.set_first_time(false);
    return told;
}

}  // namespace

v1::Command Hearing::fill(const Words& words, v1::Role role) {
    v1::Command c = log.command(role);
    if (words[0] == "session" || words[0].starts_with("remove-p") || words[0] == "undo") of_the_session(words, c);
    of_the_floor(words, c, role);
    if (words[0] == "ask" || words[0] == "reply" || words[0] == "point") of_asking(words, c);
    of_the_list(words, c);
    of_a_turn(words, c);
    of_a_text(words, c);
    of_a_proposal(words, c);
    EXPECT_NE(c.verb_case(), v1::Command::VERB_NOT_SET) << words[0];
    return c;
}

void Hearing::of_the_session(const Words& words, v1::Command& c) const {
    if (words[0] == "undo") {
        const std::uint64_t back = words.size() > 1 ? std::stoull(words[1]) : 1;
        c.mutable_undo()->set_position(c.basis() + 1 - back);
        return;
    }
    const std::string& verb = words[1];
    if (words[0] == "remove-party") c.mutable_remove_party()->set_id(parties.at(verb));
    if (words[0] == "remove-person") c.mutable_remove_person()->set_id(persons.at(verb));
    if (words[0] != "session") return;
    if (verb == "start") c.mutable_start_session()->set_id(session);
    if (verb == "pause") c.mutable_pause_session()->set_id(session);
    if (verb == "suspend") c.mutable_suspend_session()->set_id(session);
    if (verb == "resume") c.mutable_resume_session()->set_id(session);
    if (verb == "cancel") c.mutable_cancel_session()->set_id(session);
    if (verb == "postpone") c.mutable_postpone_session()->set_id(session);
    if (verb == "reinstate") c.mutable_reinstate_session()->set_id(session);
    if (verb == "remove") c.mutable_remove_session()->set_id(session);
    if (verb == "end") {
        c.mutable_end_session()->set_id(session);
        if (words.size() > 2) c.mutable_end_session()->set_at_ms(log.now_ms + number(words, "at:") * kMinuteMs);
    }
    if (verb == "hide" || verb == "show") {
        c.mutable_put_session()->set_id(session);
        *c.mutable_put_session()->mutable_session() = *log.state().get<v1::Session>(v1::KIND_SESSION, session);
        c.mutable_put_session()->set_hidden(verb == "hide");
    }
}

void Hearing::of_the_floor(const Words& words, v1::Command& c, v1::Role role) const {
    const std::string& verb = words[0];
    if (verb == "remove-floor") c.mutable_remove_floor()->set_id(session);
    if (verb == "close-list") c.mutable_close_list()->set_id(session);
    if (verb == "reopen-list") c.mutable_reopen_list()->set_id(session);
    if (verb == "arrange") c.mutable_arrange_list()->set_id(session);
    if (verb == "forget") c.mutable_forget_speakers()->set_id(session);
    if (verb == "present") {
        c.mutable_record_presence()->set_id(session);
        c.mutable_record_presence()->set_present(std::stoi(words[1]));
    }
    if (verb != "floor") return;
    // As far as its author sees the rules.
    v1::Floor& floor = *c.mutable_put_floor()->mutable_floor();
    if (const Record* held = log.state().find(v1::KIND_FLOOR, session))
        floor.ParseFromString(held->as_seen_by(audience_of(role)));
    for (const std::string& word : words) put_rule(floor, word, log.now_ms);
    c.mutable_put_floor()->set_id(session);
}

void Hearing::of_asking(const Words& words, v1::Command& c) const {
    v1::InscribeSpeaker& asking = *c.mutable_inscribe_speaker();
    v1::SpeakerRequest& made = *asking.mutable_request();
    asking.set_session(session);
    made.set_kind(words[0] == "ask"     ? v1::REQUEST_KIND_STATEMENT
                  : words[0] == "reply" ? v1::REQUEST_KIND_REPLY
                                        : v1::REQUEST_KIND_POINT_OF_ORDER);
    const std::string who = words[1].substr(0, words[1].find('/'));
    if (std::islower(static_cast<unsigned char>(who[0])) != 0) {
        made.set_person(persons.at(who));
    } else {
        made.set_party(parties.at(who));
    }
    if (const std::string by = option(words, "by:"); !by.empty()) made.set_person(persons.at(by));
    for (const std::string& with : split(option(words, "with:"), ',')) made.add_joint_parties(parties.at(with));
    if (const std::string group = option(words, "group:"); !group.empty()) *made.add_group() = text("en", group);
    if (const std::string about = option(words, "about:"); !about.empty()) made.set_about(id(about));
    made.set_rank(rank(option(words, "rank:")));
    made.set_allotted_seconds(number(words, "allot:"));
    made.set_staff_reason(option(words, "reason:"));
    if (const v1::SpeakerTraits told = traits(words); told.ByteSizeLong() != 0) *asking.mutable_traits() = told;
}

void Hearing::of_the_list(const Words& words, v1::Command& c) const {
    const std::string& verb = words[0];
    if (verb == "withdraw") c.mutable_withdraw_request()->set_id(id(words[1]));
    if (verb == "skip") {
        c.mutable_skip_request()->set_id(id(words[1]));
        c.mutable_skip_request()->set_reason(option(words, "reason:"));
    }
    if (verb == "speaker") {
        c.mutable_set_speaker()->set_id(id(words[1]));
        c.mutable_set_speaker()->set_person(words[2] == "nobody" ? "" : persons.at(words[2]));
        if (words.size() > 3) c.mutable_set_speaker()->set_rank(rank(option(words, "rank:")));
    }
    if (verb == "move") {
        const std::string before = option(words, "before:");
        c.mutable_move_request()->set_id(id(words[1]));
        c.mutable_move_request()->set_before(before.empty() ? "" : id(before));
        c.mutable_move_request()->set_reason(option(words, "reason:"));
    }
    if (verb == "allot") {
        c.mutable_set_allotment()->set_id(id(words[1]));
        c.mutable_set_allotment()->set_seconds(std::stoi(words[2]));
    }
}

void Hearing::of_a_turn(const Words& words, v1::Command& c) const {
    const std::string& verb = words[0];
    if (verb == "start") c.mutable_start_turn()->set_id(id(words[1]));
    if (verb == "pause") c.mutable_pause_turn()->set_id(id(words[1]));
    if (verb == "resume") c.mutable_resume_turn()->set_id(id(words[1]));
    if (verb == "cancel") c.mutable_cancel_turn()->set_id(id(words[1]));
    if (verb == "end") {
        c.mutable_end_turn()->set_id(id(words[1]));
        if (has(words, "upheld")) c.mutable_end_turn()->set_ruling(v1::RULING_UPHELD);
        if (has(words, "rejected")) c.mutable_end_turn()->set_ruling(v1::RULING_REJECTED);
    }
    if (verb == "yield") {
        c.mutable_yield_turn()->set_id(id(words[1]));
        if (words.size() > 2) c.mutable_yield_turn()->set_to(id(words[2]));
    }
}

void Hearing::of_a_text(const Words& words, v1::Command& c) const {
    if (words[0] == "take-back") c.mutable_remove_statement()->set_id(id(words[1]));
    if (words[0] != "submit") return;
    v1::SubmitStatement& submit = *c.mutable_submit_statement();
    const std::string said = option(words, "words:");
    submit.set_id(id(words[1]));
    *submit.add_texts() = text("en", said.empty() ? "We thank the host." : said);
    submit.set_check_against_delivery(has(words, "check"));
    submit.set_embargoed(has(words, "embargoed"));
    submit.set_for_interpreters(has(words, "interpreters"));
    submit.set_for_press(has(words, "press"));
    submit.set_public_after_delivery(has(words, "public"));
}

void Hearing::of_a_proposal(const Words& words, v1::Command& c) const {
    const std::string& verb = words[0];
    if (verb == "propose" || verb == "repropose") {
        v1::PutProposal& put = *c.mutable_put_proposal();
        if (verb == "propose") put.set_session(session);
        if (verb == "repropose") put.set_id(id_of_proposal(words[1]));
        *put.mutable_proposal()->add_title() = text("en", verb == "propose" ? words[1] : words[1] + " revised");
        put.mutable_proposal()->set_symbol(option(words, "symbol:"));
    }
    if (verb == "drop") c.mutable_withdraw_proposal()->set_id(id_of_proposal(words[1]));
    if (verb == "silence") {
        c.mutable_open_silence()->set_id(id_of_proposal(words[1]));
        c.mutable_open_silence()->set_until_ms(log.now_ms + std::stoi(words[2]) * kMinuteMs);
    }
    if (verb == "object") {
        c.mutable_break_silence()->set_id(id_of_proposal(words[1]));
        c.mutable_break_silence()->set_party(parties.at(words[2]));
    }
    if (verb != "decide") return;
    v1::DecideProposal& decide = *c.mutable_decide_proposal();
    decide.set_id(id_of_proposal(words[1]));
    if (const std::string counted = option(words, "hands:"); !counted.empty()) {
        decide.set_manner(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
        *decide.mutable_count() = hands(counted);
    }
    if (has(words, "consensus")) decide.set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    if (has(words, "silently")) decide.set_manner(v1::ADOPTION_MANNER_SILENCE);
}

}  // namespace dais::summit
