// Announcements in a Body's name: who must turn a key, which turns count, and what makes them lapse.
#include <gmock/gmock.h>

#include "server/summit/hash.h"
#include "server/summit/keys.h"
#include "server/summit/limits.h"
#include "tests/summit/announcing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* said;
    const char* is;       // as it stands then
    const char* release;  // what is said to whoever would release it; empty: it is published
};

// Worked out by hand from the rules: one seat one key; an approval counts while its digest is today's, its seat is
// filled and in term, and its person still acts for the seat.
constexpr Example kExamples[] = {
    {"one of two", "draft 2; submit; read; approve A ana", "submitted, 1 of 2 keys, 3 seats",
     "approval of 2 seats, and that of 1 counts"},
    {"two of two", "draft 2; submit; read; approve A ana; approve B ben", "approved, 2 of 2 keys, 3 seats", ""},
    {"more than it needs", "draft 1; submit; read; approve A ana; approve B ben; approve C carl",
     "approved, 3 of 1 keys, 3 seats", ""},
    {"all three", "draft 3; submit; read; approve C carl; approve A ana; approve B bea",
     "approved, 3 of 3 keys, 3 seats", ""},
    {"one seat, two persons", "draft 2; submit; read; approve B ben; approve B bea", "submitted, 1 of 2 keys, 3 seats",
     "that of 1 counts"},
    {"the same person twice", "draft 2; submit; read; approve A ana; approve A ana", "submitted, 1 of 2 keys, 3 seats",
     "that of 1 counts"},

    {"edited since: the title", "draft 2; submit; read; approve A ana; approve B ben; edit title",
     "submitted, 0 of 2 keys, 3 seats", "that of 0 counts"},
    {"edited since: a body", "draft 1; submit; read; approve A ana; edit body", "submitted, 0 of 1 keys, 3 seats",
     "that of 0 counts"},
    {"edited since: the dateline", "draft 1; submit; read; approve A ana; edit dateline",
     "submitted, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"edited since: another authentic language", "draft 1; submit; read; approve A ana; edit another-language",
     "submitted, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"edited since: who shall see it", "draft 1; submit; read; approve A ana; edit audiences",
     "submitted, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"edited since: how urgent it is", "draft 1; submit; read; approve A ana; edit priority",
     "submitted, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"edited since: a translation", "draft 1; submit; read; approve A ana; edit translation",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"edited since: a translation by its own command", "draft 1; submit; read; approve A ana; translate fr Dit",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"edited since: what is not approved", "draft 1; submit; read; approve A ana; edit credit; edit note",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"edited and approved again", "draft 1; submit; read; approve A ana; edit title; read; approve A ana",
     "approved, 1 of 1 keys, 3 seats", ""},

    {"a seat lost", "draft 2; submit; read; approve A ana; approve B ben; lose A", "approved, 1 of 2 keys, 2 seats",
     "that of 1 counts"},
    {"a seat lost, another approves", "draft 2; submit; read; approve A ana; approve B ben; lose A; approve C carl",
     "approved, 2 of 2 keys, 2 seats", ""},
    {"a term that ended", "draft 2; submit; read; approve A ana; approve C carl; a-day-later",
     "approved, 1 of 2 keys, 2 seats", "that of 1 counts"},
    {"a seat held by somebody else", "draft 1; submit; read; approve A ana; fill A dora",
     "approved, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"held by the same person again", "draft 1; submit; read; approve A ana; fill A dora; fill A ana",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"who acts no longer", "draft 1; submit; read; approve B ben; act bea", "approved, 0 of 1 keys, 3 seats",
     "that of 0 counts"},
    {"who acts no longer, and who does approves", "draft 1; submit; read; approve B ben; act bea; approve B bea",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"who acts beside", "draft 1; submit; read; approve B ben; act ben bob", "approved, 1 of 1 keys, 3 seats", ""},
    {"nobody acts for it", "draft 2; submit; read; approve A ana; approve B ben; act", "approved, 1 of 2 keys, 2 seats",
     "that of 1 counts"},

    {"k > n since", "draft 3; submit; read; approve A ana; approve B ben; lose C", "submitted, 2 of 3 keys, 2 seats",
     "the keys of 3 seats, and the body “Steering committee”"},
    {"k > n, fewer asked for", "draft 3; submit; read; approve A ana; approve B ben; lose C; edit one-key",
     "approved, 2 of 1 keys, 2 seats", ""},
    {"k > n, still written at", "draft 3; submit; read; approve A ana; lose C; edit title",
     "submitted, 0 of 3 keys, 2 seats", "has 2 of chairs"},

    {"taken back", "draft 2; submit; read; approve A ana; approve B ben; take-back A ana",
     "submitted, 1 of 2 keys, 3 seats", "that of 1 counts"},
    {"taken back by another who acts", "draft 1; submit; read; approve B ben; take-back B bea",
     "submitted, 0 of 1 keys, 3 seats", "that of 0 counts"},
    {"taken back, and enough are left", "draft 1; submit; read; approve A ana; approve B ben; take-back A ana",
     "approved, 1 of 1 keys, 3 seats", ""},
    {"taken back before it was given", "draft 1; submit; read; take-back A ana", "submitted, 0 of 1 keys, 3 seats",
     "that of 0 counts"},

    {"without a body", "draft free; submit", "approved", ""},
    {"no body any more", "draft 1; submit; edit no-body", "approved", ""},
    {"being written", "draft 1", "draft", "Submit it first"},
    {"quotes somebody", "draft free; quote mia; submit", "approved", "The words of “mia”"},
    {"quotes somebody, cleared", "draft free; quote mia; submit; clear", "approved", ""},
    {"quotes somebody, cleared after the approval", "draft 1; quote mia; submit; read; approve A ana; clear",
     "approved, 1 of 1 keys, 3 seats", ""},
};

TEST(Approvals, CountAsWorkedOutByHand) {
    for (const Example& example : kExamples) {
        SCOPED_TRACE(example.name);
        Announcing all;
        all.done(example.said);
        EXPECT_EQ(all.told(), example.is);
        if (std::string(example.release).empty()) {
            all.done("release");
            EXPECT_EQ(all.told(), "published");
        } else {
            EXPECT_THAT(all.refused("release").message(), HasSubstr(example.release));
        }
    }
}

// Both have read it; the second is not told that something has changed, for what they read has not.
TEST(Approvals, SimultaneousOnesBothCount) {
    Announcing all;
    all.done("draft 1; submit; read");
    const std::uint64_t seen = all.log.state().head(v1::AUDIENCE_BUREAU).position;
    all.done("approve A ana");
    ASSERT_GT(all.log.state().head(v1::AUDIENCE_BUREAU).position, seen);
    all.done("approve B ben");
    EXPECT_EQ(all.told(), "approved, 2 of 1 keys, 3 seats");
}

TEST(Approvals, OfWhatWasEditedSinceAreRefused) {
    Announcing all;
    const v1::Refusal no = all.refused("draft 2; submit; read; edit title; approve A ana");
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_STALE);
    EXPECT_THAT(no.message(), HasSubstr("edited since you read it"));
    all.done("read; approve A ana");
}

// What one editor changed back is what it was; the approval has lapsed for good all the same.
TEST(Approvals, ThatLapsedDoNotComeBack) {
    Announcing all;
    all.done("draft 1; submit; read; approve A ana");
    const std::string digest = all.clearance().digest();
    for (const char* title : {"Said otherwise", "Said"})
        all.log.done(all.edit([&](auto& is, auto&) { is.mutable_title(0)->set_text(title); }));
    EXPECT_EQ(all.clearance().digest(), digest);
    EXPECT_EQ(all.told(), "submitted, 0 of 1 keys, 3 seats");
    EXPECT_TRUE(all.log.state().all(v1::KIND_APPROVAL).empty());
}

// Those of the other body neither count for this one nor come back with it.
TEST(Approvals, AreThoseOfItsBody) {
    Announcing all;
    all.done("draft 1; submit; read; approve A ana");
    all.log.done(all.edit([&](auto&, auto& clearance) { clearance.set_body(all.other_body); }));
    EXPECT_EQ(all.told(), "submitted, 0 of 1 keys, 1 seats");
    all.log.done(all.edit([&](auto&, auto& clearance) { clearance.set_body(all.body); }));
    EXPECT_EQ(all.told(), "submitted, 0 of 1 keys, 3 seats");
}

struct Turn {
    const char* said;
    v1::RefusalCode code;
    const char* field;
};

TEST(Approvals, AreGivenByWhoActsForTheSeatNow) {
    constexpr Turn kTurns[] = {
        {"approve A ben", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"approve B ana", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"approve B bob", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"approve M mia", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"approve O otto", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"a-day-later; approve C carl", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"act bea; approve B ben", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"lose A; approve A ana", v1::REFUSAL_CODE_NOT_FOUND, "seat"},
        {"approve A ana; take-back A ben", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
        {"approve C carl; a-day-later; take-back C carl", v1::REFUSAL_CODE_FORBIDDEN, "seat"},
    };
    for (const Turn& turn : kTurns) {
        SCOPED_TRACE(turn.said);
        Announcing all;
        all.done("draft 2; submit; read");
        const v1::Refusal no = all.refused(turn.said);
        EXPECT_EQ(no.code(), turn.code);
        EXPECT_EQ(no.field(), turn.field);
    }
}

// An organiser may do everything but turn somebody else's key.
TEST(Approvals, AreNotAnOrganisersToGive) {
    Announcing all;
    all.done("draft 1; submit; read");
    v1::Command approve = all.command([&](auto& c) {
        c.mutable_approve_announcement()->set_id(all.id);
        c.mutable_approve_announcement()->set_seat(all.seats["A"]);
        c.mutable_approve_announcement()->set_digest(all.clearance().digest());
    });
    EXPECT_EQ(all.log.refused(approve).code(), v1::REFUSAL_CODE_FORBIDDEN);
    all.acting_as("ana", v1::ROLE_ORGANISER);
    all.log.done(approve);
    EXPECT_EQ(all.told(), "approved, 1 of 1 keys, 3 seats");
}

TEST(Approvals, SayWhoAndWhenAndAreSeenByTheBureau) {
    Announcing all;
    all.done("draft 2; submit; read");
    all.log.now_ms += 1'234;
    all.done("approve B bea");
    const std::string key = approval_id(all.id, all.seats["B"]);
    const auto approval = *all.log.state().get<v1::Approval>(v1::KIND_APPROVAL, key);
    EXPECT_EQ(approval.person(), all.persons["bea"]);
    EXPECT_EQ(approval.at_ms(), all.log.now_ms);
    EXPECT_EQ(approval.digest(), all.clearance().digest());
    EXPECT_EQ(all.log.state().find(v1::KIND_APPROVAL, key)->owner, all.id);
    EXPECT_EQ(all.seen_by(v1::KIND_APPROVAL, key), "bureau staff");
    EXPECT_EQ(all.seen_by(v1::KIND_CLEARANCE, all.id), "bureau staff");
    EXPECT_EQ(all.seen_by(), "bureau staff");
}

struct Step {
    const char* said;
    const char* message;
};

TEST(Clearances, EachStepWaitsForTheOneBefore) {
    constexpr Step kSteps[] = {
        {"draft 2; read; approve A ana", "Submit it first"},
        {"draft free; submit; read; approve A ana", "needs no keys"},
        {"draft 4; submit", "the keys of 4 seats, and the body “Steering committee”"},
        {"draft 0; submit", "at least 1"},
        {"draft free; lift", "under no embargo"},
        {"draft free; submit; release; release", "published already"},
        {"draft free; submit; release; submit", "published already"},
        {"draft free; submit; release; edit title", "Publish a correction"},
        {"draft 1; submit; read; approve A ana; release; approve B ben", "published already"},
        {"draft 1; submit; read; approve A ana; release; take-back A ana", "published already"},
        {"draft 1; submit; withdraw; edit title", "given up"},
        {"draft 1; submit; withdraw; submit", "given up"},
        {"draft free; submit; withdraw; release", "given up"},
        {"draft 2; submit; edit four-keys", "the keys of 4 seats"},
    };
    for (const Step& step : kSteps) {
        SCOPED_TRACE(step.said);
        Announcing all;
        EXPECT_THAT(all.refused(step.said).message(), HasSubstr(step.message));
    }
}

TEST(Clearances, SubmittedAgainNothingHappens) {
    Announcing all;
    all.done("draft 1; submit; read; approve A ana; submit");
    EXPECT_EQ(all.told(), "approved, 1 of 1 keys, 3 seats");
}

TEST(Clearances, WhatHasNoAuthenticWordsIsNotSubmitted) {
    Announcing all;
    all.done("draft free");
    all.log.done(all.edit([](auto& is, auto&) { *is.mutable_title(0) = translation("en", "Said", "Dit"); }));
    EXPECT_EQ(all.refused("submit").field(), "announcement.title");
    all.log.done(all.edit([](auto& is, auto&) { *is.add_body() = text("fr", "Dit"); }));
    all.done("submit");
}

TEST(Clearances, WhatIsSaidInABodysNameNeedsItsOwnKeys) {
    Announcing all;
    all.done("draft free");
    const auto in_its_name = [&](const std::string& body, int keys) {
        return all.edit([&](auto& is, auto& clearance) {
            is.set_issuer(all.body);
            clearance.set_body(body);
            clearance.set_keys(keys);
        });
    };
    EXPECT_EQ(all.log.refused(in_its_name("", 0)).field(), "clearance.body");
    EXPECT_EQ(all.log.refused(in_its_name(all.other_body, 1)).field(), "clearance.body");
    all.log.done(in_its_name(all.body, 1));
    EXPECT_EQ(all.refused("edit no-body").field(), "clearance.body") << "nor is it taken from it later";
}

TEST(Clearances, TheirFieldsMakeSense) {
    using Change = std::function<void(v1::Announcement&, v1::Clearance&)>;
    Announcing all;
    all.done("draft free");
    const auto refused = [&](const Change& change) { return all.log.refused(all.edit(change)).field(); };
    EXPECT_EQ(refused([](auto&, auto& is) { is.set_body("o0000"); }), "clearance.body");
    EXPECT_EQ(refused([](auto&, auto& is) { is.set_keys(-1); }), "clearance.keys");
    EXPECT_EQ(refused([](auto&, auto& is) { is.add_audiences(v1::AUDIENCE_UNSPECIFIED); }), "clearance.audiences");
    EXPECT_EQ(refused([](auto&, auto& is) { is.add_languages("no tag"); }), "clearance.languages");
    EXPECT_EQ(refused([](auto&, auto& is) { is.add_languages(""); }), "clearance.languages");
    EXPECT_EQ(refused([](auto&, auto& is) {
                  is.add_languages("pt");
                  is.add_languages("pt");
              }),
              "clearance.languages");
    EXPECT_EQ(refused([](auto&, auto& is) { is.add_quotes()->set_person("p0000"); }), "clearance.quotes");
    EXPECT_EQ(refused([&](auto&, auto& is) {
                  is.add_quotes()->set_person(all.persons["mia"]);
                  is.add_quotes()->set_person(all.persons["mia"]);
              }),
              "clearance.quotes");
    EXPECT_EQ(refused([](auto&, auto& is) { is.set_embargo_until_ms(-5); }), "clearance.embargo_until_ms");
    EXPECT_EQ(refused([&](auto& is, auto& clearance) {
                  is.set_expires_at_ms(all.log.now_ms + 1'000);
                  clearance.set_embargo_until_ms(all.log.now_ms + 1'000);
              }),
              "clearance.embargo_until_ms");
    all.log.done(all.edit([](auto&, auto& is) {
        for (const char* language : {"pt", "ar", "fr"}) is.add_languages(language);
        for (const auto audience : {v1::AUDIENCE_PRESS, v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS})
            is.add_audiences(audience);
    }));
    EXPECT_THAT(all.clearance().languages(), testing::ElementsAre("ar", "fr", "pt"));
    EXPECT_THAT(all.clearance().audiences(), testing::ElementsAre(v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS));
}

// What is the server's to say is not taken from whoever writes.
TEST(Clearances, NobodyPutsAnApprovedOne) {
    Announcing all;
    all.done("draft 2");
    all.log.done(all.edit([](auto& is, auto& clearance) {
        clearance.set_state(v1::CLEARANCE_STATE_APPROVED);
        clearance.set_digest(std::string(32, 'x'));
        is.set_published_at_ms(1);
        is.set_withdrawn_at_ms(2);
        is.set_embargo_until_ms(3);
        is.set_corrected_by("a0000");
        is.set_emergency_override(true);
        *is.add_kill_notice() = text("en", "No");
    }));
    EXPECT_EQ(all.told(), "draft");
    EXPECT_EQ(all.clearance().digest(), approval_digest(all.announcement(), all.clearance()));
    const v1::Announcement is = all.announcement();
    EXPECT_EQ(is.published_at_ms(), 0);
    EXPECT_FALSE(is.has_withdrawn_at_ms() || is.has_embargo_until_ms() || is.emergency_override());
    EXPECT_TRUE(is.corrected_by().empty() && is.kill_notice().empty());
}

TEST(Clearances, WhatSomebodyElseHasPutSinceIsNotOverwritten) {
    Announcing all;
    all.done("draft 2");
    const v1::Command late = all.edit([](auto& is, auto&) { is.set_photo_credit("mine"); });
    all.done("edit title");
    EXPECT_EQ(all.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
}

// A co-chair sees no note of staff, and does not wipe it out by editing.
TEST(Clearances, ACoChairLeavesTheNoteOfStaffAlone) {
    Announcing all;
    all.done("draft 2; edit note");
    all.log.done(all.edit(
                     [](auto& is, auto&) {
                         is.clear_staff_note();
                         is.set_photo_credit("mine");
                     },
                     v1::ROLE_CO_CHAIR),
                 v1::ROLE_CO_CHAIR);
    EXPECT_EQ(all.announcement().staff_note(), "for us");
    EXPECT_EQ(all.announcement().photo_credit(), "mine");
}

// The bytes stand in the comment of approval_digest(): kept approvals are compared with them for ever.
TEST(Clearances, TheDigestIsWhatItsCommentSays) {
    v1::Announcement is;
    *is.add_title() = text("en", "Said");
    *is.add_title() = translation("fr", "Dit", "Said");
    *is.add_title() = text("pt", "Dito");
    is.mutable_title(2)->clear_origin();
    *is.add_boilerplate() = text("en", "Us");
    is.set_priority(v1::ANNOUNCEMENT_PRIORITY_URGENT);
    v1::Clearance clearance;
    const auto digest = [&](std::uint32_t audiences) {
        const std::string bytes = std::string("\2\0\0\0\2\0\0\0en\4\0\0\0Said\2\0\0\0pt\4\0\0\0Dito", 32) +
                                  std::string("\0\0\0\0\0\0\0\0", 8) + std::string("\1\0\0\0\2\0\0\0en\2\0\0\0Us", 16);
        return Hash().bytes(bytes).number(audiences).number(3).finish();
    };
    EXPECT_EQ(approval_digest(is, clearance), digest(0b111'1110)) << "everybody";
    clearance.add_audiences(v1::AUDIENCE_PRESS);
    EXPECT_EQ(approval_digest(is, clearance), digest(0b100'1000)) << "the press, and staff as always";
}

// --- Languages

struct Ready {
    const char* name;
    std::function<void(v1::Announcement&, v1::Clearance&)> is;
    const char* refused;
};

TEST(Readiness, IsAsWorkedOutByHand) {
    const auto wants = [](v1::Clearance& clearance, std::initializer_list<const char*> languages) {
        for (const char* language : languages) clearance.add_languages(language);
    };
    const Ready examples[] = {
        {"nothing else asked for", [](auto&, auto&) {}, ""},
        {"a language that is not there", [&](auto&, auto& clearance) { wants(clearance, {"fr"}); }, "missing in “fr”"},
        {"a language that follows",
         [&](auto&, auto& clearance) {
             wants(clearance, {"fr"});
             clearance.set_staggered(true);
         },
         ""},
        {"translated",
         [&](auto& is, auto& clearance) {
             wants(clearance, {"fr"});
             *is.add_title() = translation("fr", "Dit", "Said");
         },
         ""},
        {"translated from what was said once",
         [&](auto& is, auto& clearance) {
             wants(clearance, {"fr"});
             *is.add_title() = translation("fr", "Dit", "Spoken");
         },
         "title in “fr” translates what is said otherwise"},
        {"outdated where nobody asked for it",
         [&](auto& is, auto&) { *is.add_title() = translation("fr", "Dit", "Spoken"); }, ""},
        {"translated from a translation",
         [&](auto& is, auto& clearance) {
             wants(clearance, {"pt"});
             *is.add_title() = translation("fr", "Dit", "Said");
             *is.add_title() = translation("pt", "Dito", "Dit");
         },
         ""},
        {"its body is not there",
         [&](auto& is, auto& clearance) {
             wants(clearance, {"fr"});
             *is.add_title() = translation("fr", "Dit", "Said");
             *is.add_body() = text("en", "At length");
         },
         "body is missing in “fr”"},
        {"two authentic languages, the body in one",
         [&](auto& is, auto& clearance) {
             *is.add_title() = text("fr", "Dit");
             *is.add_body() = text("en", "At length");
             clearance.set_staggered(true);
         },
         "body is missing in “fr”"},
        {"no words in it",
         [&](auto& is, auto& clearance) {
             wants(clearance, {"fr"});
             *is.add_title() = translation("fr", "", "Said");
         },
         "title is missing in “fr”"},
    };
    for (const Ready& example : examples) {
        SCOPED_TRACE(example.name);
        Announcing all;
        all.done("draft free");
        all.log.done(all.edit(example.is));
        all.done("submit");
        if (std::string(example.refused).empty()) {
            all.done("release");
        } else {
            EXPECT_THAT(all.refused("release").message(), HasSubstr(example.refused));
        }
    }
}

// --- What stays

TEST(Clearances, WhatOneNamesStaysUntilItIsReleased) {
    Announcing all;
    all.done("draft 1; quote dora; submit; read; approve A ana; lose A; lose B; lose C; lose M");
    const auto remove_body = [&](auto& c) { c.mutable_remove_body()->set_id(all.body); };
    const auto remove_dora = [&](auto& c) { c.mutable_remove_person()->set_id(all.persons["dora"]); };
    const auto remove_ana = [&](auto& c) { c.mutable_remove_person()->set_id(all.persons["ana"]); };
    EXPECT_THAT(all.log.refused(all.command(remove_body)).message(), HasSubstr("“Said”"));
    EXPECT_THAT(all.log.refused(all.command(remove_dora)).message(), HasSubstr("“Said”"));
    all.done("withdraw");
    all.log.done(all.command(remove_body));
    all.log.done(all.command(remove_dora));
    EXPECT_THAT(all.log.refused(all.command(remove_ana)).message(), HasSubstr("approved"))
        << "as long as there are logs";
}

// --- Undo

struct Undone {
    const char* said;
    bool may;
};

TEST(Clearances, DraftsAreUndoneAndKeysAreNot) {
    constexpr Undone kExamples_[] = {
        {"draft 1", true},
        {"draft 1; edit title", true},
        {"draft 1; edit credit", true},
        {"draft 1; submit", false},
        {"draft 1; submit; edit title", false},
        {"draft 1; submit; read; approve A ana", false},
        {"draft 2; submit; read; approve A ana", false},
        {"draft 1; submit; read; approve A ana; take-back A ana", false},
        {"draft 1; withdraw", false},
        {"draft free; submit; release", false},
        {"draft free; edit embargo; submit; release", false},
    };
    for (const Undone& example : kExamples_) {
        SCOPED_TRACE(example.said);
        Announcing all;
        all.done(example.said);
        const auto undo = all.command(
            [&](auto& c) { c.mutable_undo()->set_position(all.log.state().head(v1::AUDIENCE_STAFF).position); });
        if (example.may) {
            all.log.done(undo);
        } else {
            EXPECT_EQ(all.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
        }
    }
}

// Whose name it is in and whose keys it needs were put one after the other: neither comes back without the other.
TEST(Clearances, AnUndoGetsAroundNoKeys) {
    Announcing all;
    all.done("draft 1");
    const auto in_its_name = [&](const std::string& issuer) {
        return all.edit([&](auto& is, auto&) { is.set_issuer(issuer); });
    };
    all.log.done(in_its_name(all.body));
    all.log.done(in_its_name(all.georgia));
    const std::uint64_t position = all.log.state().head(v1::AUDIENCE_STAFF).position;
    all.done("edit no-body");
    const v1::Refusal no = all.log.refused(all.command([&](auto& c) { c.mutable_undo()->set_position(position); }));
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID);
    EXPECT_THAT(no.message(), HasSubstr("needs its chairs' keys"));
}

// Nobody approved of what is left when a name is taken out.
TEST(Clearances, AnErasedNameAsksForNewApprovals) {
    Announcing all;
    v1::Command put =
        all.command([&](auto& c) { c.mutable_put_person()->mutable_person()->set_name("Ana Maria Lima"); });
    const std::string person = all.log.done(put);
    all.done("draft 1");
    all.log.done(all.edit([](auto& is, auto&) { is.mutable_title(0)->set_text("Ana Maria Lima said"); }));
    all.done("submit; read; approve A ana");
    all.log.done(all.command([&](auto& c) { c.mutable_erase_person()->set_id(person); }));
    EXPECT_THAT(all.refused("release").message(), HasSubstr("approved anew"));
    EXPECT_THAT(all.refused("approve B ben").message(), HasSubstr("approved anew"));
    all.done("edit credit; read; approve A ana; release");
}

}  // namespace
}  // namespace dais::summit
