// Commitments, and what their owners report.
#include <sstream>

#include "tests/summit/series_log.h"

namespace dais::summit {
namespace {

class Promised {
public:
    Promised() : id(put(series.party("Ireland"))) {}

    SeriesLog series;
    std::string id;

    std::string put(const std::string& party) {
        return series.done([&](auto& c) {
            *c.mutable_put_commitment()->mutable_commitment()->add_title() = text("en", "A desk for returnees");
            c.mutable_put_commitment()->mutable_commitment()->set_party(party);
        });
    }
    v1::Commitment held() const { return *series.log.state().get<v1::Commitment>(v1::KIND_COMMITMENT, id); }
    v1::PutCommitment again() const {
        v1::PutCommitment put;
        put.set_id(id);
        *put.mutable_commitment() = held();
        return put;
    }
    auto report(const std::string& state) const {
        v1::CommitmentState reported = v1::COMMITMENT_STATE_UNSPECIFIED;
        v1::CommitmentState_Parse("COMMITMENT_STATE_" + state, &reported);
        return [id = id, reported](auto& c) {
            c.mutable_report_on_commitment()->set_id(id);
            c.mutable_report_on_commitment()->set_state(reported);
            *c.mutable_report_on_commitment()->add_text() = text("en", "As it stands.");
        };
    }
};

void set_due(v1::Commitment& commitment, int day_of_february) {
    commitment.mutable_due()->set_year(2026);
    commitment.mutable_due()->set_month(2);
    commitment.mutable_due()->set_day(day_of_february);
}

struct CommitmentExample {
    const char* what;
    void (*change)(v1::Commitment&);
    const char* field;  // at fault; empty: it is well
};

TEST(Commitments, AreCheckedFieldByField) {
    const CommitmentExample examples[] = {
        {"without a date", [](v1::Commitment& c) { c.clear_due(); }, ""},
        {"by the end of a day", [](v1::Commitment& c) { set_due(c, 28); }, ""},
        {"of the calendar", [](v1::Commitment& c) { set_due(c, 29); }, "commitment.due"},
        {"of something", [](v1::Commitment& c) { c.clear_title(); }, "commitment.title"},
        {"by somebody", [](v1::Commitment& c) { c.clear_party(); }, "commitment.party"},
        {"who is on the list", [](v1::Commitment& c) { c.set_party("y0000"); }, "commitment.party"},
        {"from a declaration that there is", [](v1::Commitment& c) { c.set_declaration("l0000"); },
         "commitment.declaration"},
    };
    for (const CommitmentExample& example : examples) {
        SCOPED_TRACE(example.what);
        Promised promised;
        const auto put = [&](auto& c) {
            *c.mutable_put_commitment() = promised.again();
            example.change(*c.mutable_put_commitment()->mutable_commitment());
        };
        if (*example.field == '\0') {
            promised.series.done(put);
        } else {
            EXPECT_EQ(promised.series.refused(put).field(), example.field);
        }
    }
}

struct ReportExample {
    const char* reports;  // one after the other; "!": refused
    const char* state;    // at the end
};

TEST(Commitments, StandAsTheLatestReportSays) {
    const ReportExample examples[] = {
        {"", "OPEN"},
        {"ON_TRACK", "ON_TRACK"},
        {"ON_TRACK ON_TRACK DELAYED", "DELAYED"},
        {"DELAYED OPEN", "OPEN"},
        {"FULFILLED !FULFILLED", "FULFILLED"},
        {"ABANDONED !ABANDONED", "ABANDONED"},
        {"ABANDONED ON_TRACK ABANDONED", "ABANDONED"},
        {"FULFILLED DELAYED FULFILLED", "FULFILLED"},
        {"FULFILLED ABANDONED", "ABANDONED"},
        {"!UNSPECIFIED", "OPEN"},
    };
    for (const ReportExample& example : examples) {
        SCOPED_TRACE(example.reports);
        Promised promised;
        std::istringstream in(example.reports);
        std::size_t reports = 0;
        for (std::string word; in >> word;) {
            promised.series.log.now_ms += 60'000;
            if (word.front() == '!') {
                promised.series.refused(promised.report(word.substr(1)));
                continue;
            }
            const std::string made = promised.series.done(promised.report(word));
            const auto report =
                *promised.series.log.state().get<v1::CommitmentReport>(v1::KIND_COMMITMENT_REPORT, made);
            EXPECT_EQ(report.at_ms(), promised.series.log.now_ms);
            EXPECT_EQ(report.text(0).text(), "As it stands.");
            EXPECT_EQ(promised.series.log.state().find(v1::KIND_COMMITMENT_REPORT, made)->owner, promised.id);
            ++reports;
        }
        EXPECT_EQ(v1::CommitmentState_Name(promised.held().state()), std::string("COMMITMENT_STATE_") + example.state);
        EXPECT_EQ(promised.series.log.state().all(v1::KIND_COMMITMENT_REPORT).size(), reports);
    }
}

TEST(Commitments, TheirStateIsNotPut) {
    Promised promised;
    promised.series.done(promised.report("DELAYED"));
    promised.series.done([&](auto& c) {
        *c.mutable_put_commitment() = promised.again();
        c.mutable_put_commitment()->mutable_commitment()->set_state(v1::COMMITMENT_STATE_FULFILLED);
        c.mutable_put_commitment()->mutable_commitment()->set_staff_note("call them");
    });
    EXPECT_EQ(promised.held().state(), v1::COMMITMENT_STATE_DELAYED);
    EXPECT_TRUE(promised.series.does_nothing([&](auto& c) { *c.mutable_put_commitment() = promised.again(); }));
}

TEST(Commitments, AReportIsOfWhatItsAuthorSaw) {
    Promised promised;
    v1::Command late = promised.series.log.command();
    promised.report("ON_TRACK")(late);
    promised.series.done(promised.report("ABANDONED"));
    EXPECT_EQ(promised.series.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
}

TEST(Commitments, TakeTheirReportsAlongAndBringThemBack) {
    Promised promised;
    const std::string other = promised.put(promised.series.party("Georgia"));
    promised.series.done(promised.report("ON_TRACK"));
    promised.series.done(promised.report("DELAYED"));
    promised.series.done([&](auto& c) {
        c.mutable_report_on_commitment()->set_id(other);
        c.mutable_report_on_commitment()->set_state(v1::COMMITMENT_STATE_FULFILLED);
    });
    const std::string before = promised.series.log.state().dump(v1::AUDIENCE_PUBLIC);
    promised.series.done([&](auto& c) { c.mutable_remove_commitment()->set_id(promised.id); });
    EXPECT_EQ(promised.series.log.state().all(v1::KIND_COMMITMENT_REPORT).size(), 1u) << "the other's";
    promised.series.log.done(promised.series.undo());
    EXPECT_EQ(promised.series.log.state().dump(v1::AUDIENCE_PUBLIC), before);
}

TEST(Commitments, WhatWasReportedIsNotUndone) {
    Promised promised;
    promised.series.done(promised.report("FULFILLED"));
    EXPECT_EQ(promised.series.log.refused(promised.series.undo()).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Commitments, KeepTheirOwnerOnTheList) {
    Promised promised;
    const auto remove = [&](auto& c) { c.mutable_remove_party()->set_id(promised.series.party("Ireland")); };
    EXPECT_EQ(promised.series.refused(remove).code(), v1::REFUSAL_CODE_CONFLICT);
    promised.series.done([&](auto& c) { c.mutable_remove_commitment()->set_id(promised.id); });
    v1::Command undo = promised.series.undo();
    promised.series.done(remove);
    EXPECT_EQ(promised.series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT) << "nobody would own it";
}

TEST(Commitments, FollowFromADeclarationThatEverybodySees) {
    Promised promised;
    SeriesLog& series = promised.series;
    const std::string hidden = series.declaration(true);
    const auto follow = [&](auto& c) {
        *c.mutable_put_commitment() = promised.again();
        c.mutable_put_commitment()->mutable_commitment()->set_declaration(hidden);
    };
    EXPECT_EQ(series.refused(follow).field(), "commitment.declaration");
    const auto put = [&](bool is_hidden) {
        return [&series, hidden, is_hidden](auto& c) {
            c.mutable_put_declaration()->set_id(hidden);
            *c.mutable_put_declaration()->mutable_declaration() = series.held(hidden);
            c.mutable_put_declaration()->set_hidden(is_hidden);
        };
    };
    series.done(put(false));
    v1::Command undo = series.undo();
    series.done(follow);
    EXPECT_EQ(series.refused(put(true)).code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(series.refused([&](auto& c) { c.mutable_remove_declaration()->set_id(hidden); }).code(),
              v1::REFUSAL_CODE_CONFLICT);
    series.done([&](auto& c) { c.mutable_remove_commitment()->set_id(promised.id); });
    undo = series.undo();
    series.done(put(true));
    EXPECT_EQ(series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Commitments, AHeadOfDelegationTellsOfItsOwnPartysAlone) {
    Promised promised;
    const std::string theirs = promised.put(promised.series.party("Georgia"));
    Standing head = standing_as(v1::ROLE_HEAD_OF_DELEGATION);
    head.held.front().party = promised.series.party("Ireland");
    promised.series.log.standing = head;
    const auto role = v1::ROLE_HEAD_OF_DELEGATION;
    promised.series.done(promised.report("DELAYED"), role);
    promised.series.done(
        [&](auto& c) {
            *c.mutable_put_commitment() = promised.again();
            *c.mutable_put_commitment()->mutable_commitment()->add_title() = text("fr", "Un guichet");
        },
        role);
    EXPECT_EQ(promised.series
                  .refused(
                      [&](auto& c) {
                          *c.mutable_put_commitment() = promised.again();
                          c.mutable_put_commitment()->mutable_commitment()->set_party(promised.series.party("Georgia"));
                      },
                      role)
                  .code(),
              v1::REFUSAL_CODE_FORBIDDEN)
        << "nor gives it to another";
    const auto of_theirs = [&](auto& c) { c.mutable_remove_commitment()->set_id(theirs); };
    EXPECT_EQ(promised.series.refused(of_theirs, role).code(), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(promised.series
                  .refused(
                      [&](auto& c) {
                          c.mutable_report_on_commitment()->set_id(theirs);
                          c.mutable_report_on_commitment()->set_state(v1::COMMITMENT_STATE_ABANDONED);
                      },
                      role)
                  .code(),
              v1::REFUSAL_CODE_FORBIDDEN);
    promised.series.done([&](auto& c) { c.mutable_remove_commitment()->set_id(promised.id); }, role);
}

}  // namespace
}  // namespace dais::summit
