// The roll of a declaration, as tables of what is said and what comes of it.
#include <sstream>

#include "tests/summit/series_log.h"

namespace dais::summit {
namespace {

using Status = v1::EndorsementStatus;

// A declaration with an adopted text, and what Parties say about it, in words.
class Roll {
public:
    Roll() : id(series.declaration()) {
        series.put_text(id);
        series.adopt(id);
    }

    SeriesLog series;
    std::string id;

    // "sign GE" as a command; a third word is what the signing says, or who signs.
    v1::Command command(const std::string& words, v1::Role role = v1::ROLE_ORGANISER) {
        std::istringstream in(words);
        std::string verb, party, more;
        in >> verb >> party >> more;
        v1::Command c = series.log.command(role);
        const auto about = [&](auto* made) {
            made->set_declaration(id);
            made->set_party(series.party(party));
        };
        if (verb == "announce") about(c.mutable_announce_endorsement());
        if (verb == "withdraw") about(c.mutable_withdraw_endorsement());
        if (verb == "check") {
            about(c.mutable_check_credentials());
            if (!more.empty()) c.mutable_check_credentials()->set_signatory(more);
        }
        if (verb == "sign") {
            about(c.mutable_sign_endorsement());
            say(*c.mutable_sign_endorsement(), more);
        }
        if (verb == "open" || verb == "close") c = course(verb, party);
        c.set_basis(series.log.state().head(audience_of(role)).position);
        return c;
    }

    // "later 10" lets minutes pass; "!sign GE" is refused; "=sign GE" writes nothing.
    void live(const std::string& script) {
        std::istringstream in(script);
        for (std::string step; std::getline(in, step, ';');) {
            step.erase(0, step.find_first_not_of(' '));
            SCOPED_TRACE(step);
            if (step.starts_with("later ")) {
                series.log.now_ms += std::stoi(step.substr(6)) * 60'000;
            } else if (step.front() == '!') {
                series.log.refused(command(step.substr(1)));
            } else if (step.front() == '=') {
                const Decided decided = series.log.ask(command(step.substr(1)));
                const auto* decision = std::get_if<Decision>(&decided);
                EXPECT_TRUE(decision != nullptr && decision->entries.empty());
            } else {
                series.log.done(command(step));
            }
        }
    }

    v1::Endorsement of(const std::string& party) {
        return series.log.state()
            .get<v1::Endorsement>(v1::KIND_ENDORSEMENT, id + "@" + series.party(party))
            .value_or(v1::Endorsement());
    }

    // "GE signed 2": a status, and the place of those who signed.
    std::string as_held(const std::vector<std::string>& parties) {
        static const std::map<Status, std::string> kWords = {{v1::ENDORSEMENT_STATUS_ANNOUNCED, " announced"},
                                                             {v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED, " checked"},
                                                             {v1::ENDORSEMENT_STATUS_SIGNED, " signed "},
                                                             {v1::ENDORSEMENT_STATUS_WITHDRAWN, " withdrawn"}};
        std::string held;
        for (const std::string& party : parties) {
            const v1::Endorsement endorsement = of(party);
            if (endorsement.status() == v1::ENDORSEMENT_STATUS_UNSPECIFIED) continue;
            held += (held.empty() ? "" : ", ") + party + kWords.at(endorsement.status());
            if (endorsement.status() == v1::ENDORSEMENT_STATUS_SIGNED) held += std::to_string(endorsement.order());
        }
        return held;
    }

private:
    static void say(v1::SignEndorsement& sign, const std::string& what) {
        if (what == "reservation" || what == "kind")
            sign.set_statement_kind(v1::ENDORSEMENT_STATEMENT_KIND_RESERVATION);
        if (what == "explanation") sign.set_statement_kind(v1::ENDORSEMENT_STATEMENT_KIND_EXPLANATION);
        if (!what.empty() && what != "kind") *sign.add_statement() = text("en", "Article 3 does not bind us.");
    }
    v1::Command course(const std::string& verb, const std::string& minutes) {
        v1::Command c = series.log.command();
        if (verb == "close") {
            c.mutable_close_declaration()->set_id(id);
            return c;
        }
        c.mutable_open_declaration()->set_id(id);
        if (!minutes.empty())
            c.mutable_open_declaration()->set_closes_at_ms(series.log.now_ms + std::stoi(minutes) * 60'000);
        return c;
    }
};

struct Example {
    const char* script;
    const char* roll;
};

TEST(Endorsements, AreAsWorkedOutByHand) {
    const Example examples[] = {
        // Each step is reached from the one before.
        {"open; announce GE", "GE announced"},
        {"open; announce GE; check GE", "GE checked"},
        {"open; announce GE; check GE; sign GE", "GE signed 1"},
        {"open; !check GE; !sign GE; !withdraw GE", ""},
        {"open; announce GE; !sign GE", "GE announced"},
        // A party endorses once.
        {"open; announce GE; =announce GE; check GE; =announce GE; =check GE; sign GE; =announce GE; =check GE; "
         "=sign GE",
         "GE signed 1"},
        // Only while it is open, by the log's clock.
        {"!announce GE", ""},
        {"open 60; later 59; announce GE; later 1; !check GE; !announce IE", "GE announced"},
        {"open; announce GE; close; !check GE; !announce IE; =announce GE", "GE announced"},
        {"open; announce GE; check GE; close; !sign GE", "GE checked"},
        {"open; close; later 5; open; announce GE", "GE announced"},
        {"open 60; later 30; open; later 60; announce GE", "GE announced"},
        // The order of signing, whoever announced first.
        {"open; announce GE; announce IE; check GE; check IE; sign IE; sign GE", "GE signed 2, IE signed 1"},
        // At any time it is withdrawn, and stays on the roll as that.
        {"open; announce GE; withdraw GE", "GE withdrawn"},
        {"open; announce GE; check GE; withdraw GE; =withdraw GE", "GE withdrawn"},
        {"open; announce GE; check GE; sign GE; close; later 60; withdraw GE", "GE withdrawn"},
        {"open; announce GE; check GE; sign GE; withdraw GE; !check GE; !sign GE", "GE withdrawn"},
        // Announced anew only while it is open.
        {"open; announce GE; withdraw GE; announce GE; check GE; sign GE", "GE signed 1"},
        {"open; announce GE; withdraw GE; close; !announce GE", "GE withdrawn"},
        // No place is given twice, not even the last one.
        {"open; announce GE; check GE; sign GE; withdraw GE; announce IE; check IE; sign IE",
         "GE withdrawn, IE signed 2"},
        {"open; announce GE; check GE; sign GE; withdraw GE; announce GE; check GE; sign GE", "GE signed 2"},
        {"open; announce GE; check GE; sign GE; withdraw GE; announce GE; announce IE; check IE; sign IE; check GE; "
         "sign GE; announce CV; check CV; sign CV",
         "GE signed 3, IE signed 2, CV signed 4"},
        // A statement says what it is, and something.
        {"open; announce GE; check GE; !sign GE words; !sign GE kind; sign GE reservation", "GE signed 1"},
        {"open; announce GE; check GE; sign GE explanation; =sign GE explanation; !sign GE reservation; !sign GE",
         "GE signed 1"},
    };
    for (const Example& example : examples) {
        SCOPED_TRACE(example.script);
        Roll roll;
        roll.live(example.script);
        EXPECT_EQ(roll.as_held({"GE", "IE", "CV"}), example.roll);
    }
}

TEST(Endorsements, TellWhenAndOfWhichVersion) {
    Roll roll;
    const std::int64_t begin_ms = roll.series.log.now_ms;
    roll.live("open; later 1; announce GE");
    EXPECT_EQ(roll.of("GE").announced_at_ms(), begin_ms + 60'000);
    roll.live("later 1; check GE; later 1; sign GE reservation");
    v1::Endorsement held = roll.of("GE");
    EXPECT_EQ(held.version(), 1);
    EXPECT_EQ(held.announced_at_ms(), 0) << "that is past";
    EXPECT_EQ(held.signed_at_ms(), begin_ms + 3 * 60'000);
    EXPECT_EQ(held.withdrawn_at_ms(), 0);
    ASSERT_EQ(held.statement_size(), 1);
    roll.live("later 1; withdraw GE");
    held = roll.of("GE");
    EXPECT_EQ(held.signed_at_ms(), begin_ms + 3 * 60'000) << "that it did stays";
    EXPECT_EQ(held.withdrawn_at_ms(), begin_ms + 4 * 60'000);
    roll.live("later 1; announce GE");
    held = roll.of("GE");
    EXPECT_EQ(held.announced_at_ms(), begin_ms + 5 * 60'000);
    EXPECT_EQ(held.signed_at_ms(), 0) << "it is another endorsement";
    EXPECT_EQ(held.withdrawn_at_ms(), 0);
    EXPECT_EQ(held.statement_size(), 0);
}

TEST(Endorsements, AreSeenByAllWhoSeeTheDeclarationFromTheFirstStepOn) {
    Roll roll;
    roll.live("open; announce GE");
    const std::string id = roll.id + "@" + roll.series.party("GE");
    for (const v1::Audience audience : kAudiences)
        EXPECT_TRUE(roll.series.sees(audience, v1::KIND_ENDORSEMENT, id)) << v1::Audience_Name(audience);
    EXPECT_EQ(roll.series.log.state().find(v1::KIND_ENDORSEMENT, id)->owner, roll.id);
}

TEST(Endorsements, NobodyIsHeldUpByAnother) {
    Roll roll;
    roll.live("open; announce GE; check GE; announce IE");
    const v1::Command sign = roll.command("sign GE");
    roll.live("check IE; sign IE; announce CV; withdraw CV");
    roll.series.log.done(sign);
    EXPECT_EQ(roll.as_held({"GE", "IE", "CV"}), "GE signed 2, IE signed 1, CV withdrawn");

    const v1::Command late = roll.command("withdraw IE");
    roll.live("withdraw IE; announce IE");
    EXPECT_EQ(roll.series.log.refused(late).code(), v1::REFUSAL_CODE_STALE) << "its own author has not seen that";
    v1::Command blind = roll.command("check IE");
    blind.clear_basis();
    EXPECT_EQ(roll.series.log.refused(blind).field(), "basis");
}

TEST(Endorsements, AreSignedByWhomTheCredentialsName) {
    Roll roll;
    const std::string minister = roll.series.person("Minister", roll.series.party("GE"));
    const std::string deputy = roll.series.person("Deputy", roll.series.party("GE"));
    const std::string foreign = roll.series.person("Guest", roll.series.party("IE"));
    const std::string nobodys = roll.series.person("Adviser");
    roll.live("open; announce GE; !check GE p0000; !check GE " + foreign + "; check GE " + nobodys + "; check GE " +
              deputy);
    EXPECT_EQ(roll.of("GE").signatory(), deputy);
    roll.live("check GE " + minister + "; sign GE; !check GE " + deputy + "; =check GE " + minister);
    EXPECT_EQ(roll.of("GE").signatory(), minister);
    EXPECT_EQ(roll.series.refused([&](auto& c) { c.mutable_remove_person()->set_id(minister); }).code(),
              v1::REFUSAL_CODE_CONFLICT);
    roll.series.done([&](auto& c) { c.mutable_remove_person()->set_id(deputy); });
}

TEST(Endorsements, KeepTheirPartyOnTheList) {
    Roll roll;
    roll.series.party("IE");
    roll.live("open; announce GE; withdraw GE");
    EXPECT_EQ(roll.series.refused([&](auto& c) { c.mutable_remove_party()->set_id(roll.series.party("GE")); }).code(),
              v1::REFUSAL_CODE_CONFLICT);
    roll.series.done([&](auto& c) { c.mutable_remove_party()->set_id(roll.series.party("IE")); });
}

TEST(Endorsements, AreOfADeclarationAndAPartyThatAreThere) {
    Roll roll;
    roll.live("open");
    EXPECT_EQ(roll.series
                  .refused([&](auto& c) {
                      c.mutable_announce_endorsement()->set_declaration("l0000");
                      c.mutable_announce_endorsement()->set_party(roll.series.party("GE"));
                  })
                  .field(),
              "declaration");
    EXPECT_EQ(roll.series
                  .refused([&](auto& c) {
                      c.mutable_announce_endorsement()->set_declaration(roll.id);
                      c.mutable_announce_endorsement()->set_party("y0000");
                  })
                  .field(),
              "party");
}

// A head of delegation sees and says this of its own Party; credentials are not checked by those who show them.
TEST(Endorsements, AHeadOfDelegationActsForItsOwnPartyAlone) {
    Roll roll;
    roll.live("open; announce IE; check IE");
    Standing head = standing_as(v1::ROLE_HEAD_OF_DELEGATION);
    head.held.front().party = roll.series.party("GE");
    const auto asked = [&](const std::string& words) {
        const v1::Command command = roll.command(words, v1::ROLE_HEAD_OF_DELEGATION);
        roll.series.log.standing = head;
        const Decided decided = roll.series.log.ask(command, v1::ROLE_HEAD_OF_DELEGATION);
        roll.series.log.standing = {};
        const auto* no = std::get_if<v1::Refusal>(&decided);
        return no == nullptr ? v1::REFUSAL_CODE_UNSPECIFIED : no->code();
    };
    EXPECT_EQ(asked("announce GE"), v1::REFUSAL_CODE_UNSPECIFIED);
    EXPECT_EQ(asked("check GE"), v1::REFUSAL_CODE_FORBIDDEN);
    roll.live("check GE");
    EXPECT_EQ(asked("sign GE"), v1::REFUSAL_CODE_UNSPECIFIED);
    for (const char* words : {"announce CV", "sign IE", "withdraw IE"})
        EXPECT_EQ(asked(words), v1::REFUSAL_CODE_FORBIDDEN) << words;
    EXPECT_EQ(asked("withdraw GE"), v1::REFUSAL_CODE_UNSPECIFIED);
    EXPECT_EQ(roll.as_held({"GE", "IE", "CV"}), "GE withdrawn, IE checked");
}

// What was signed on paper is written down later, in its order, while the declaration was open; by staff alone.
TEST(Endorsements, AreWrittenDownLater) {
    Roll roll;
    TestLog& log = roll.series.log;
    const std::int64_t day_ms = 24 * 3'600'000;
    const std::int64_t adopted_ms = log.state().get<v1::Declaration>(v1::KIND_DECLARATION, roll.id)->adopted_at_ms();
    log.now_ms += 10 * day_ms;
    const auto at = [&](const std::string& words, std::int64_t days, v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = roll.command(words, role);
        const auto* verb =
            command.GetReflection()->GetOneofFieldDescriptor(command, command.GetDescriptor()->FindOneofByName("verb"));
        google::protobuf::Message& said = *command.GetReflection()->MutableMessage(&command, verb);
        said.GetReflection()->SetInt64(&said, said.GetDescriptor()->FindFieldByName("at_ms"),
                                       adopted_ms + days * day_ms);
        const Decided decided = log.ask(command, role);
        const auto* no = std::get_if<v1::Refusal>(&decided);
        return no == nullptr ? v1::REFUSAL_CODE_UNSPECIFIED : no->code();
    };
    EXPECT_EQ(at("open", -1), v1::REFUSAL_CODE_INVALID) << "before it was adopted";
    EXPECT_EQ(at("open", 2), v1::REFUSAL_CODE_UNSPECIFIED);
    EXPECT_EQ(at("announce GE", 1), v1::REFUSAL_CODE_CONFLICT) << "before it was open";
    EXPECT_EQ(at("announce GE", 11), v1::REFUSAL_CODE_INVALID) << "still to come";
    EXPECT_EQ(at("announce GE", 3), v1::REFUSAL_CODE_UNSPECIFIED);
    roll.live("check GE");
    EXPECT_EQ(at("sign GE", 2), v1::REFUSAL_CODE_INVALID) << "before it was announced";
    EXPECT_EQ(at("sign GE", 4), v1::REFUSAL_CODE_UNSPECIFIED);
    const auto held = log.state().get<v1::Endorsement>(v1::KIND_ENDORSEMENT, roll.id + "@" + roll.series.party("GE"));
    EXPECT_EQ(held->signed_at_ms(), adopted_ms + 4 * day_ms);
    EXPECT_EQ(at("close", 4), v1::REFUSAL_CODE_CONFLICT) << "somebody signed then";
    EXPECT_EQ(at("close", 5), v1::REFUSAL_CODE_UNSPECIFIED);
    EXPECT_EQ(at("open", 5), v1::REFUSAL_CODE_CONFLICT) << "somebody signed before";
    Standing head = standing_as(v1::ROLE_HEAD_OF_DELEGATION);
    head.held.front().party = roll.series.party("GE");
    log.standing = head;
    EXPECT_EQ(at("withdraw GE", 6, v1::ROLE_HEAD_OF_DELEGATION), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Endorsements, AreWithdrawnAndNotUndone) {
    Roll roll;
    for (const char* words : {"open; announce GE", "check GE", "sign GE", "withdraw GE"}) {
        roll.live(words);
        EXPECT_EQ(roll.series.log.refused(roll.series.undo()).code(), v1::REFUSAL_CODE_CONFLICT) << words;
    }
}

}  // namespace
}  // namespace dais::summit
