// What is announced: at once, corrected, withdrawn, in an emergency, translated, acknowledged.
#include <gmock/gmock.h>

#include "server/summit/limits.h"
#include "tests/summit/announcing.h"

namespace dais::summit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr const char* kAll = "public delegate press interpreter bureau staff";

using Change = std::function<void(v1::Announcement&)>;

v1::Command publish(Announcing& all, const Change& change, std::initializer_list<v1::Audience> audiences = {}) {
    return all.command([&](auto& c) {
        v1::PublishAnnouncement& verb = *c.mutable_publish_announcement();
        *verb.mutable_announcement()->add_title() = text("en", "Said");
        change(*verb.mutable_announcement());
        for (const v1::Audience audience : audiences) verb.add_audiences(audience);
    });
}

v1::Command correct(Announcing& all, const std::string& id, std::initializer_list<v1::Audience> audiences = {}) {
    return publish(
        all, [&](auto& is) { is.set_corrects(id); }, audiences);
}

v1::Command withdraw(Announcing& all, const std::string& id, const char* notice = nullptr) {
    return all.command([&](auto& c) {
        c.mutable_withdraw_announcement()->set_id(id);
        if (notice != nullptr) *c.mutable_withdraw_announcement()->add_kill_notice() = text("en", notice);
    });
}

v1::Command emergency(Announcing& all, std::int64_t expires_at_ms, const std::string& id = {}) {
    return all.command([&](auto& c) {
        v1::PublishEmergency& verb = *c.mutable_publish_emergency();
        verb.set_id(id);
        if (id.empty()) *verb.mutable_announcement()->add_title() = text("en", "Leave the hall");
        verb.set_expires_at_ms(expires_at_ms);
        verb.set_reason("smoke");
    });
}

// --- At once

TEST(Announcements, PublishedAtOnceAreSeenByThoseWhoAreNamed) {
    Announcing all;
    const std::string id = all.log.done(publish(all, [](auto&) {}));
    EXPECT_EQ(all.seen_by(v1::KIND_ANNOUNCEMENT, id), kAll);
    EXPECT_EQ(all.announcement(id).published_at_ms(), all.log.now_ms);
    EXPECT_EQ(all.announcement(id).priority(), v1::ANNOUNCEMENT_PRIORITY_ROUTINE);
    EXPECT_EQ(all.announcement(id).issuer_name(), "Tester");
    const std::string few = all.log.done(publish(all, [](auto&) {}, {v1::AUDIENCE_PRESS}));
    EXPECT_EQ(all.seen_by(v1::KIND_ANNOUNCEMENT, few), "press staff");
    const std::string georgias = all.log.done(publish(all, [&](auto& is) { is.set_issuer(all.georgia); }));
    EXPECT_EQ(all.announcement(georgias).issuer_name(), "Georgia");
}

TEST(Announcements, WhatNeedsKeysOrAnEndIsNotPublishedAtOnce) {
    Announcing all;
    const v1::Refusal no = all.log.refused(publish(all, [&](auto& is) { is.set_issuer(all.body); }));
    EXPECT_EQ(no.field(), "announcement.issuer");
    EXPECT_THAT(no.message(), HasSubstr("needs its chairs' keys: draft it and submit it"));
    EXPECT_EQ(
        all.log.refused(publish(all, [](auto& is) { is.set_priority(v1::ANNOUNCEMENT_PRIORITY_EMERGENCY); })).field(),
        "announcement.priority");
}

TEST(Announcements, WhatIsTheServersToSayIsClearedFromWhatIsPublished) {
    Announcing all;
    const auto is = all.announcement(all.log.done(publish(all, [](auto& said) {
        said.set_withdrawn_at_ms(1);
        said.set_corrected_by("a0000");
        said.set_emergency_override(true);
        said.set_embargo_until_ms(2);
        *said.add_kill_notice() = text("en", "No");
    })));
    EXPECT_FALSE(is.has_withdrawn_at_ms() || is.has_embargo_until_ms() || is.emergency_override());
    EXPECT_TRUE(is.corrected_by().empty() && is.kill_notice().empty());
}

struct Wrong {
    Change change;
    const char* field;
};

TEST(Announcements, TheirFieldsMakeSense) {
    Announcing all;
    const Wrong wrongs[] = {
        {[](auto& is) { is.clear_title(); }, "announcement.title"},
        {[&](auto& is) { is.set_expires_at_ms(all.log.now_ms); }, "announcement.expires_at_ms"},
        {[](auto& is) { is.set_issuer("y0000"); }, "announcement.issuer"},
        {[&](auto& is) { is.set_issuer(all.log.opening); }, "announcement.issuer"},
        {[](auto& is) { is.add_sessions("s0000"); }, "announcement.sessions"},
        {[&](auto& is) { is.add_sessions(all.log.hidden); }, "announcement.sessions"},
        {[](auto& is) { is.add_asked_to_acknowledge("y0000"); }, "announcement.asked_to_acknowledge"},
        {[&](auto& is) {
             is.add_asked_to_acknowledge(all.georgia);
             is.add_asked_to_acknowledge(all.georgia);
         },
         "announcement.asked_to_acknowledge"},
        {[](auto& is) { is.set_corrects("a0000"); }, "announcement.corrects"},
        {[](auto& is) { is.add_press_contacts()->set_email("press at example.org"); }, "announcement.press_contacts"},
        {[](auto& is) { is.add_press_contacts()->set_email("@example.org"); }, "announcement.press_contacts"},
        {[](auto& is) { is.add_press_contacts()->set_email("press@"); }, "announcement.press_contacts"},
        {[](auto& is) { is.add_press_contacts()->set_email("press@a@b"); }, "announcement.press_contacts"},
        {[](auto& is) { is.add_press_contacts()->set_phone(std::string(kTextBytesMax + 1, '1')); },
         "press_contacts[0].phone"},
        {[](auto& is) { is.set_photo_credit(std::string(kTextBytesMax + 1, 'x')); }, "photo_credit"},
        {[](auto& is) { *is.add_dateline() = text("no tag", "Sal"); }, "dateline"},
    };
    for (const Wrong& wrong : wrongs) EXPECT_EQ(all.log.refused(publish(all, wrong.change)).field(), wrong.field);
    all.log.done(publish(all, [](auto& is) {
        is.add_press_contacts()->set_email("press@example.org");
        is.set_photo_credit("Somebody");
        *is.add_dateline() = text("en", "Sal, 13 September");
    }));
}

TEST(Announcements, WhomOneAsksOrStandsForStays) {
    Announcing all;
    const std::string asks = all.log.done(publish(all, [&](auto& is) {
        is.add_asked_to_acknowledge(all.georgia);
        is.set_issuer(all.persons["dora"]);
    }));
    all.done("lose B");
    const auto remove_party = [&](auto& c) { c.mutable_remove_party()->set_id(all.georgia); };
    const auto remove_dora = [&](auto& c) { c.mutable_remove_person()->set_id(all.persons["dora"]); };
    EXPECT_THAT(all.log.refused(all.command(remove_party)).message(), HasSubstr("“Said”"));
    EXPECT_THAT(all.log.refused(all.command(remove_dora)).message(), HasSubstr("“Said”"));
    all.log.done(withdraw(all, asks));
    all.log.done(all.command(remove_dora));
    all.log.done(all.command(remove_party));
}

// --- Corrections

TEST(Corrections, AreNamedByWhatTheyCorrect) {
    Announcing all;
    const std::string wrong = all.log.done(publish(all, [](auto&) {}));
    const std::string right = all.log.done(correct(all, wrong));
    EXPECT_EQ(all.announcement(wrong).corrected_by(), right);
    EXPECT_EQ(all.announcement(right).corrects(), wrong);
    const v1::Refusal no = all.log.refused(correct(all, wrong));
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_THAT(no.message(), HasSubstr(right)) << "a chain has one end";
    const std::string last = all.log.done(correct(all, right));
    EXPECT_EQ(all.announcement(right).corrected_by(), last);
    EXPECT_EQ(all.announcement(wrong).corrected_by(), right);
}

TEST(Corrections, AreOfWhatStandsAndReachAllWhoReadIt) {
    Announcing all;
    const std::string wrong = all.log.done(publish(all, [](auto&) {}, {v1::AUDIENCE_PRESS, v1::AUDIENCE_DELEGATE}));
    EXPECT_THAT(all.log.refused(correct(all, wrong, {v1::AUDIENCE_PRESS})).message(), HasSubstr("Some who read"));
    all.log.done(correct(all, wrong, {v1::AUDIENCE_PRESS, v1::AUDIENCE_DELEGATE}));
    all.done("draft free");
    EXPECT_THAT(all.log.refused(correct(all, all.id)).message(), HasSubstr("not published"));
    const std::string gone = all.log.done(publish(all, [](auto&) {}));
    all.log.done(withdraw(all, gone));
    EXPECT_THAT(all.log.refused(correct(all, gone)).message(), HasSubstr("withdrawn"));
}

// Until it is released, readers of what is wrong are told nothing of a correction under way.
TEST(Corrections, ThatNeedKeysCorrectWhenTheyAreReleased) {
    Announcing all;
    const std::string wrong = all.log.done(publish(all, [](auto&) {}));
    all.done("draft 1");
    all.log.done(all.edit([&](auto& is, auto&) { is.set_corrects(wrong); }));
    all.done("submit; read; approve A ana");
    EXPECT_EQ(all.announcement(wrong).corrected_by(), "");
    all.done("release");
    EXPECT_EQ(all.announcement(wrong).corrected_by(), all.id);
}

TEST(Corrections, OfWhatWasCorrectedMeanwhileAreNotReleased) {
    Announcing all;
    const std::string wrong = all.log.done(publish(all, [](auto&) {}));
    all.done("draft free");
    all.log.done(all.edit([&](auto& is, auto&) { is.set_corrects(wrong); }));
    all.done("submit");
    all.log.done(correct(all, wrong));
    EXPECT_THAT(all.refused("release").message(), HasSubstr("corrected already"));
}

// --- Withdrawal

TEST(Withdrawals, LeaveANoticeInThePlaceOfWhatWasSaid) {
    Announcing all;
    const std::string id = all.log.done(publish(all, [](auto&) {}));
    all.log.done(withdraw(all, id, "Do not use it"));
    EXPECT_EQ(all.announcement(id).kill_notice(0).text(), "Do not use it");
    EXPECT_EQ(all.announcement(id).withdrawn_at_ms(), all.log.now_ms);
    EXPECT_EQ(all.seen_by(v1::KIND_ANNOUNCEMENT, id), kAll) << "the record stays";
    const std::int64_t then_ms = all.log.now_ms;
    all.log.now_ms += 5;
    all.log.done(withdraw(all, id, "It was false"));
    EXPECT_EQ(all.announcement(id).kill_notice(0).text(), "It was false");
    EXPECT_EQ(all.announcement(id).withdrawn_at_ms(), then_ms);
    all.log.done(withdraw(all, id));
    EXPECT_EQ(all.announcement(id).kill_notice(0).text(), "It was false");
}

struct Withdrawn {
    const char* said;
    const char* is;
    const char* seen_by;
};

TEST(Withdrawals, OfWhatNobodyWasToldDropIt) {
    constexpr Withdrawn kExamples[] = {
        {"draft 1; withdraw", "dropped", "bureau staff"},
        {"draft 1; submit; withdraw", "dropped", "bureau staff"},
        {"draft 1; submit; read; approve A ana; withdraw", "dropped", "bureau staff"},
        {"draft free; edit embargo; submit; release; withdraw", "embargoed", "press interpreter bureau staff"},
        {"draft free; submit; release; withdraw", "published", kAll},
    };
    for (const Withdrawn& example : kExamples) {
        SCOPED_TRACE(example.said);
        Announcing all;
        all.done(example.said);
        EXPECT_EQ(all.told(), example.is);
        EXPECT_TRUE(all.announcement().has_withdrawn_at_ms());
        EXPECT_EQ(all.seen_by(), example.seen_by);
    }
}

// --- Emergencies

struct Ends {
    std::int64_t after_ms;
    bool may;
};

TEST(Emergencies, EndByThemselvesWithinADay) {
    constexpr Ends kEnds[] = {
        {-1, false}, {0, false}, {1, true}, {kHourMs, true}, {kEmergencyMsMax, true}, {kEmergencyMsMax + 1, false}};
    for (const Ends& ends : kEnds) {
        SCOPED_TRACE(ends.after_ms);
        Announcing all;
        const v1::Command c = emergency(all, all.log.now_ms + ends.after_ms);
        if (!ends.may) {
            EXPECT_EQ(all.log.refused(c).field(), "expires_at_ms");
            continue;
        }
        const auto is = all.announcement(all.log.done(c));
        EXPECT_EQ(is.expires_at_ms(), all.log.now_ms + ends.after_ms);
        EXPECT_TRUE(is.emergency_override());
    }
    Announcing all;
    EXPECT_EQ(all.log.refused(emergency(all, 0)).field(), "expires_at_ms") << "nor without an end";
}

TEST(Emergencies, NeedNoKeysAndReachEverybody) {
    Announcing all;
    all.done("draft 3");
    all.log.done(all.edit([&](auto& is, auto& clearance) {
        is.set_issuer(all.body);
        clearance.add_audiences(v1::AUDIENCE_STAFF);
        clearance.add_languages("fr");
        clearance.add_quotes()->set_person(all.persons["mia"]);
        clearance.set_embargo_until_ms(all.log.now_ms + kHourMs);
    }));
    all.done("submit; read; approve A ana");
    all.log.done(emergency(all, all.log.now_ms + kHourMs, all.id));
    EXPECT_EQ(all.told(), "published");
    EXPECT_EQ(all.seen_by(), kAll);
    const v1::Announcement is = all.announcement();
    EXPECT_EQ(is.published_at_ms(), all.log.now_ms);
    EXPECT_EQ(is.priority(), v1::ANNOUNCEMENT_PRIORITY_EMERGENCY);
    EXPECT_EQ(is.staff_note(), "smoke");
    EXPECT_TRUE(is.emergency_override());
    EXPECT_FALSE(is.has_embargo_until_ms());
}

// Also of what the press hold; not of what everybody was told or what was given up.
TEST(Emergencies, AreOfWhatIsStillOnItsWay) {
    Announcing all;
    all.done("draft free; edit embargo; submit; release");
    all.log.done(emergency(all, all.log.now_ms + kHourMs, all.id));
    EXPECT_EQ(all.told(), "published");
    EXPECT_FALSE(all.announcement().has_embargo_until_ms());
    EXPECT_EQ(all.log.refused(emergency(all, all.log.now_ms + kHourMs, all.id)).code(), v1::REFUSAL_CODE_CONFLICT);
    all.done("draft free; withdraw");
    EXPECT_EQ(all.log.refused(emergency(all, all.log.now_ms + kHourMs, all.id)).code(), v1::REFUSAL_CODE_CONFLICT);
    all.done("draft free");
    v1::Command both = emergency(all, all.log.now_ms + kHourMs, all.id);
    *both.mutable_publish_emergency()->mutable_announcement()->add_title() = text("en", "Other");
    EXPECT_EQ(all.log.refused(both).field(), "announcement");
    v1::Command nothing = emergency(all, all.log.now_ms + kHourMs);
    nothing.mutable_publish_emergency()->clear_announcement();
    EXPECT_EQ(all.log.refused(nothing).field(), "announcement.title");
}

TEST(Emergencies, AreMarkedForEver) {
    Announcing all;
    const std::string id = all.log.done(emergency(all, all.log.now_ms + kHourMs));
    all.log.done(correct(all, id));
    EXPECT_TRUE(all.announcement(id).emergency_override());
    all.log.done(all.command([&](auto& c) {
        c.mutable_translate_announcement()->set_id(id);
        *c.mutable_translate_announcement()->mutable_title() = translation("fr", "Sortez", "Leave the hall");
    }));
    all.log.done(withdraw(all, id));
    EXPECT_TRUE(all.announcement(id).emergency_override());
    EXPECT_EQ(all.announcement(id).expires_at_ms(), all.log.now_ms + kHourMs);
    const auto undo = all.command(
        [&](auto& c) { c.mutable_undo()->set_position(all.log.state().head(v1::AUDIENCE_STAFF).position); });
    EXPECT_EQ(all.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Emergencies, TellNobodyOfAHiddenSession) {
    Announcing all;
    v1::Command c = emergency(all, all.log.now_ms + kHourMs);
    c.mutable_publish_emergency()->mutable_announcement()->add_sessions(all.log.hidden);
    EXPECT_EQ(all.log.refused(c).field(), "announcement.sessions");
}

// --- Translations

TEST(Translations, FollowBeforeAndAfterTheRelease) {
    Announcing all;
    all.done("draft free; translate fr Dit; submit; translate pt Dito; release; translate ar قيل");
    EXPECT_EQ(all.told(), "published");
    const v1::Announcement is = all.announcement();
    ASSERT_EQ(is.title_size(), 4);
    EXPECT_EQ(is.title(0).language(), "ar");
    EXPECT_EQ(is.title(2).text(), "Dit");
    EXPECT_EQ(is.title(2).source_digest(), translation("fr", "", "Said").source_digest());
    all.done("translate fr Déclaré");
    EXPECT_EQ(all.announcement().title(2).text(), "Déclaré");
}

// Who translates the body does not lose the title, and what has no words is gone.
TEST(Translations, ComeTextByText) {
    Announcing all;
    const auto translate = [&](const char* title, const char* body) {
        return all.command([&](auto& c) {
            v1::TranslateAnnouncement& verb = *c.mutable_translate_announcement();
            verb.set_id(all.id);
            if (title != nullptr) *verb.mutable_title() = translation("fr", title, "Said");
            if (body != nullptr) *verb.mutable_body() = translation("fr", body, "At length");
        });
    };
    all.done("draft free; edit body");
    all.log.done(translate("Dit", nullptr));
    all.log.done(translate(nullptr, "Au long"));
    ASSERT_EQ(all.announcement().title_size(), 2);
    ASSERT_EQ(all.announcement().body_size(), 2);
    EXPECT_EQ(all.announcement().title(1).text(), "Dit");
    EXPECT_EQ(all.announcement().body(1).text(), "Au long");
    all.log.done(translate(nullptr, ""));
    EXPECT_EQ(all.announcement().title_size(), 2);
    EXPECT_EQ(all.announcement().body_size(), 1);
    EXPECT_EQ(all.log.refused(translate(nullptr, nullptr)).code(), v1::REFUSAL_CODE_INVALID) << "in which language?";
}

TEST(Translations, AreOfAnotherLanguageThanItWasWrittenIn) {
    Announcing all;
    all.done("draft free");
    const auto refused = [&](const std::function<void(v1::TranslateAnnouncement&)>& change) {
        return all.log
            .refused(all.command([&](auto& c) {
                c.mutable_translate_announcement()->set_id(all.id);
                *c.mutable_translate_announcement()->mutable_title() = translation("fr", "Dit", "Said");
                change(*c.mutable_translate_announcement());
            }))
            .field();
    };
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->set_language("en"); }), "title");
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->set_language("no tag"); }), "title");
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->clear_language(); }), "title");
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->set_origin(v1::ORIGIN_AUTHENTIC); }), "title");
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->clear_origin(); }), "title");
    EXPECT_EQ(refused([](auto& verb) { verb.mutable_title()->set_source_digest("short"); }), "title");
    EXPECT_EQ(refused([](auto& verb) { *verb.mutable_body() = translation("pt", "Dito", "Said"); }), "body");
    all.done("withdraw");
    EXPECT_EQ(refused([](auto&) {}), "id");
}

// --- Pinned

TEST(Pins, AreOfWhatStands) {
    Announcing all;
    const std::string id = all.log.done(publish(all, [](auto&) {}));
    const auto pin = [&](bool pinned) {
        return all.command([&](auto& c) {
            c.mutable_pin_announcement()->set_id(id);
            c.mutable_pin_announcement()->set_pinned(pinned);
        });
    };
    all.log.done(pin(true));
    EXPECT_TRUE(all.announcement(id).pinned());
    EXPECT_EQ(all.seen_by(v1::KIND_ANNOUNCEMENT, id), kAll);
    all.log.done(withdraw(all, id));
    all.log.done(pin(false));
    EXPECT_FALSE(all.announcement(id).pinned());
    EXPECT_EQ(all.log.refused(pin(true)).code(), v1::REFUSAL_CODE_CONFLICT);
}

// --- Acknowledgements

v1::Command acknowledge(Announcing& all, const std::string& id, const std::string& party, v1::Role role) {
    return all.command(
        [&](auto& c) {
            c.mutable_acknowledge_announcement()->set_id(id);
            c.mutable_acknowledge_announcement()->set_party(party);
        },
        role);
}

TEST(Acknowledgements, AreOnePerPartyAndSayWhoAndWhen) {
    Announcing all;
    const std::string id = all.log.done(publish(all, [&](auto& is) {
        is.add_asked_to_acknowledge(all.georgia);
        is.add_asked_to_acknowledge(all.cabo_verde);
    }));
    all.acting_as("mia", v1::ROLE_DELEGATE);
    all.log.now_ms += 9;
    all.log.done(acknowledge(all, id, all.cabo_verde, v1::ROLE_DELEGATE), v1::ROLE_DELEGATE);
    const std::string key = id + "@" + all.cabo_verde;
    const auto is = *all.log.state().get<v1::Acknowledgement>(v1::KIND_ACKNOWLEDGEMENT, key);
    EXPECT_EQ(is.person(), all.persons["mia"]);
    EXPECT_EQ(is.at_ms(), all.log.now_ms);
    EXPECT_EQ(all.seen_by(v1::KIND_ACKNOWLEDGEMENT, key), "delegate bureau staff");
    EXPECT_EQ(all.log.state().find(v1::KIND_ACKNOWLEDGEMENT, key)->owner, id);
    all.acting_as("dora", v1::ROLE_HEAD_OF_DELEGATION);
    all.log.now_ms += 9;
    all.log.done(acknowledge(all, id, all.cabo_verde, v1::ROLE_HEAD_OF_DELEGATION), v1::ROLE_HEAD_OF_DELEGATION);
    EXPECT_EQ(all.log.state().get<v1::Acknowledgement>(v1::KIND_ACKNOWLEDGEMENT, key)->person(), all.persons["mia"])
        << "it was so already";
    EXPECT_EQ(
        all.log.refused(acknowledge(all, id, all.georgia, v1::ROLE_HEAD_OF_DELEGATION), v1::ROLE_HEAD_OF_DELEGATION)
            .code(),
        v1::REFUSAL_CODE_FORBIDDEN)
        << "another's";
    all.log.standing = {};
    all.log.done(acknowledge(all, id, all.georgia, v1::ROLE_ORGANISER));
    EXPECT_EQ(all.log.state().get<v1::Acknowledgement>(v1::KIND_ACKNOWLEDGEMENT, id + "@" + all.georgia)->person(), "");
    EXPECT_EQ(all.log.refused(all.command([&](auto& c) { c.mutable_remove_party()->set_id(all.georgia); })).code(),
              v1::REFUSAL_CODE_CONFLICT);
    const auto undo = all.command(
        [&](auto& c) { c.mutable_undo()->set_position(all.log.state().head(v1::AUDIENCE_STAFF).position); });
    EXPECT_EQ(all.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Acknowledgements, AreAskedOfThosePartiesAndOfWhatStands) {
    Announcing all;
    const std::string id =
        all.log.done(publish(all, [&](auto& is) { is.add_asked_to_acknowledge(all.georgia); }, {v1::AUDIENCE_PRESS}));
    EXPECT_EQ(all.log.refused(acknowledge(all, id, all.cabo_verde, v1::ROLE_ORGANISER)).field(), "party");
    all.acting_as("mia", v1::ROLE_DELEGATE);
    EXPECT_EQ(all.log.refused(acknowledge(all, id, all.georgia, v1::ROLE_DELEGATE), v1::ROLE_DELEGATE).code(),
              v1::REFUSAL_CODE_NOT_FOUND)
        << "what a delegate does not see";
    all.log.standing = {};
    all.log.done(acknowledge(all, id, all.georgia, v1::ROLE_ORGANISER));
    EXPECT_EQ(all.seen_by(v1::KIND_ACKNOWLEDGEMENT, id + "@" + all.georgia), "staff") << "no more than see the other";
    all.done("draft free");
    all.log.done(all.edit([&](auto& is, auto&) { is.add_asked_to_acknowledge(all.georgia); }));
    EXPECT_EQ(all.log.refused(acknowledge(all, all.id, all.georgia, v1::ROLE_ORGANISER)).field(), "id");
    all.done("submit; release; withdraw");
    EXPECT_EQ(all.log.refused(acknowledge(all, all.id, all.georgia, v1::ROLE_ORGANISER)).field(), "id");
    EXPECT_THAT(all.announcement().asked_to_acknowledge(), ElementsAre(all.georgia));
}

}  // namespace
}  // namespace dais::summit
