// A series' log, and the editions in it.
#include "tests/summit/series_log.h"

namespace dais::summit {
namespace {

v1::Date day(int year, int month, int of_month) {
    v1::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(of_month);
    return date;
}

TEST(Series, ALogIsOfASummitOrOfASeries) {
    SeriesLog series;
    EXPECT_EQ(
        series.refused([](auto& c) { *c.mutable_put_summit()->mutable_summit()->add_name() = text("en", "Summit"); })
            .code(),
        v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(series
                  .refused([](auto& c) {
                      c.mutable_import_programme()->set_source("file");
                      *c.mutable_import_programme()->mutable_summit()->add_name() = text("en", "Summit");
                  })
                  .code(),
              v1::REFUSAL_CODE_CONFLICT);
    TestLog summit;
    v1::Command put = summit.command();
    *put.mutable_put_series()->mutable_series() = SeriesLog::series();
    EXPECT_EQ(summit.refused(put).code(), v1::REFUSAL_CODE_CONFLICT);
}

struct SeriesExample {
    const char* what;
    void (*change)(v1::Series&);
    const char* field;  // at fault; empty: it is well
};

TEST(Series, IsCheckedFieldByField) {
    const SeriesExample examples[] = {
        {"a name in one language will do", [](v1::Series& s) { s.mutable_name(0)->set_language("pt"); }, ""},
        {"it needs a name", [](v1::Series& s) { s.clear_name(); }, "series.name"},
        {"languages in the order in which they are shown",
         [](v1::Series& s) {
             s.add_languages("fr");
             s.add_languages("ar");
         },
         ""},
        {"no language twice",
         [](v1::Series& s) {
             s.add_languages("fr");
             s.add_languages("fr");
         },
         "series.languages"},
        {"a language by its tag", [](v1::Series& s) { s.add_languages("French, please"); }, "series.languages"},
        {"a page is on the web", [](v1::Series& s) { s.set_website("javascript:alert(1)"); }, "series.website"},
        {"who hosts the next one is on the list", [](v1::Series& s) { s.set_next_host("y0000"); }, "series.next_host"},
    };
    for (const SeriesExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog log;
        v1::Command put = log.log.command();
        *put.mutable_put_series()->mutable_series() = SeriesLog::series();
        example.change(*put.mutable_put_series()->mutable_series());
        if (*example.field == '\0') {
            EXPECT_EQ(log.log.done(put), "z");
        } else {
            EXPECT_EQ(log.log.refused(put).field(), example.field);
        }
    }
}

TEST(Series, IsPutAsOneSawIt) {
    SeriesLog series;
    v1::Command late = series.log.command();
    *late.mutable_put_series()->mutable_series() = SeriesLog::series();
    late.mutable_put_series()->mutable_series()->set_acronym("LATE");
    series.done([](auto& c) {
        *c.mutable_put_series()->mutable_series() = SeriesLog::series();
        c.mutable_put_series()->mutable_series()->set_acronym("GDPA");
    });
    EXPECT_EQ(series.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
}

struct EditionExample {
    const char* what;
    int number;
    std::vector<v1::Date> days;
    const char* log;
    std::vector<const char*> hosts;
    const char* field;  // at fault; empty: it is well
};

TEST(Editions, AreCheckedFieldByField) {
    const EditionExample examples[] = {
        {"days need not be contiguous", 2, {day(2022, 4, 1), day(2022, 4, 4), day(2022, 4, 5)}, "gdpa-2022", {}, ""},
        {"nothing but its number is known", 7, {}, "", {}, ""},
        {"they are counted from 1", 0, {}, "", {}, "edition.number"},
        {"the first one is there already", 1, {}, "", {}, "edition.number"},
        {"days in order", 2, {day(2022, 4, 4), day(2022, 4, 1)}, "", {}, "edition.days[1]"},
        {"no day twice", 2, {day(2022, 4, 1), day(2022, 4, 4), day(2022, 4, 4)}, "", {}, "edition.days[2]"},
        {"days of the calendar", 2, {day(2022, 2, 29)}, "", {}, "edition.days[0]"},
        {"a log by its slug", 2, {}, "GDPA 2022", {}, "edition.log"},
        {"several hosts", 2, {}, "", {"Ireland", "Cabo Verde"}, ""},
        {"no host twice", 2, {}, "", {"Ireland", "Ireland"}, "edition.hosts"},
    };
    for (const EditionExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog series;
        series.done([](auto& c) { c.mutable_put_edition()->mutable_edition()->set_number(1); });
        v1::Edition edition;
        edition.set_number(example.number);
        edition.set_log(example.log);
        for (const v1::Date& one : example.days) *edition.add_days() = one;
        for (const char* host : example.hosts) edition.add_hosts(series.party(host));
        const auto put = [&](auto& c) { *c.mutable_put_edition()->mutable_edition() = edition; };
        if (*example.field == '\0') {
            EXPECT_NE(series.done(put), "");
        } else {
            EXPECT_EQ(series.refused(put).field(), example.field);
        }
    }
}

TEST(Editions, KeepTheirNumberWhenTheyArePutAgain) {
    SeriesLog series;
    const std::string id = series.done([](auto& c) { c.mutable_put_edition()->mutable_edition()->set_number(1); });
    series.done([&](auto& c) {
        c.mutable_put_edition()->set_id(id);
        c.mutable_put_edition()->mutable_edition()->set_number(1);
        c.mutable_put_edition()->mutable_edition()->set_log("gdpa-2022");
    });
    EXPECT_EQ(series.log.state().get<v1::Edition>(v1::KIND_EDITION, id)->log(), "gdpa-2022");
}

TEST(Editions, StayWhileADeclarationComesFromThem) {
    SeriesLog series;
    const std::string id = series.done([](auto& c) { c.mutable_put_edition()->mutable_edition()->set_number(1); });
    const std::string declaration = series.done([&](auto& c) {
        v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
        *made.add_title() = text("en", "Dublin Declaration");
        made.add_authentic_languages("en");
        made.set_edition(id);
    });
    const auto remove = [&](auto& c) { c.mutable_remove_edition()->set_id(id); };
    EXPECT_EQ(series.refused(remove).code(), v1::REFUSAL_CODE_CONFLICT);
    series.done([&](auto& c) { c.mutable_remove_declaration()->set_id(declaration); });
    series.done(remove);
    EXPECT_EQ(series.log.state().find(v1::KIND_EDITION, id), nullptr);
}

TEST(Editions, WhoHostsThemOrTheNextOneStaysOnTheList) {
    SeriesLog series;
    const std::string edition = series.done([&](auto& c) {
        c.mutable_put_edition()->mutable_edition()->set_number(1);
        c.mutable_put_edition()->mutable_edition()->add_hosts(series.party("Ireland"));
    });
    series.done([&](auto& c) {
        *c.mutable_put_series()->mutable_series() = SeriesLog::series();
        c.mutable_put_series()->mutable_series()->set_next_host(series.party("Georgia"));
    });
    for (const char* name : {"Ireland", "Georgia"})
        EXPECT_EQ(series.refused([&](auto& c) { c.mutable_remove_party()->set_id(series.party(name)); }).code(),
                  v1::REFUSAL_CODE_CONFLICT)
            << name;
    series.done([&](auto& c) { c.mutable_remove_edition()->set_id(edition); });
    series.done([&](auto& c) { c.mutable_remove_party()->set_id(series.party("Ireland")); });
}

TEST(Editions, AnUndoBringsBackWhatStillFits) {
    SeriesLog series;
    const std::string id = series.done([&](auto& c) {
        c.mutable_put_edition()->mutable_edition()->set_number(1);
        c.mutable_put_edition()->mutable_edition()->add_hosts(series.party("Ireland"));
    });
    const auto remove = [&](auto& c) { c.mutable_remove_edition()->set_id(id); };
    series.done(remove);
    series.log.done(series.undo());
    ASSERT_NE(series.log.state().find(v1::KIND_EDITION, id), nullptr);

    series.done(remove);
    v1::Command undo = series.undo();
    const std::string other = series.done([](auto& c) { c.mutable_put_edition()->mutable_edition()->set_number(1); });
    EXPECT_EQ(series.log.refused(undo).field(), "edition.number") << "its number is another's by now";
    series.done([&](auto& c) { c.mutable_remove_edition()->set_id(other); });
    series.done([&](auto& c) { c.mutable_remove_party()->set_id(series.party("Ireland")); });
    undo.set_id("late");
    EXPECT_EQ(series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT) << "its host is gone";
}

TEST(Series, WhatMadeItIsNotUndone) {
    SeriesLog series;
    v1::Command undo = series.log.command();
    undo.mutable_undo()->set_position(1);
    EXPECT_EQ(series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

}  // namespace
}  // namespace dais::summit
