// Declarations: their versions, how they were adopted, and for how long they are open.
#include "tests/summit/series_log.h"

namespace dais::summit {
namespace {

v1::DeclarationText text_of(const SeriesLog& series, const std::string& id, int version) {
    return series.log.state()
        .get<v1::DeclarationText>(v1::KIND_DECLARATION_TEXT, id + "@" + std::to_string(version))
        .value_or(v1::DeclarationText());
}

// A PutDeclaration of it as it is.
v1::PutDeclaration again(const SeriesLog& series, const std::string& id) {
    v1::PutDeclaration put;
    put.set_id(id);
    *put.mutable_declaration() = series.held(id);
    return put;
}

struct PutExample {
    const char* what;
    void (*change)(v1::Declaration&);
    const char* field;  // at fault; empty: it is well
};

TEST(Declarations, AreCheckedFieldByField) {
    const PutExample examples[] = {
        {"as it is", [](v1::Declaration&) {}, ""},
        {"it needs a title", [](v1::Declaration& d) { d.clear_title(); }, "declaration.title"},
        {"it is authentic in some language", [](v1::Declaration& d) { d.clear_authentic_languages(); },
         "declaration.authentic_languages"},
        {"in no language twice", [](v1::Declaration& d) { d.add_authentic_languages("en"); },
         "declaration.authentic_languages"},
        {"in none without a tag", [](v1::Declaration& d) { d.add_authentic_languages(""); },
         "declaration.authentic_languages"},
        {"a letter was drawn", [](v1::Declaration& d) { *d.add_first_letter() = text("ar", "ج"); }, ""},
        {"of some language's alphabet", [](v1::Declaration& d) { *d.add_first_letter() = text("", "C"); },
         "declaration.first_letter"},
        {"a letter, and not a word", [](v1::Declaration& d) { *d.add_first_letter() = text("en", "Cabo Verde"); },
         "declaration.first_letter"},
        {"one letter per language",
         [](v1::Declaration& d) {
             *d.add_first_letter() = text("en", "C");
             *d.add_first_letter() = text("en", "D");
         },
         "first_letter"},
        {"an edition of the series", [](v1::Declaration& d) { d.set_edition("n0000"); }, "declaration.edition"},
    };
    for (const PutExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog series;
        const auto put = [&](auto& c) {
            v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
            *made.add_title() = text("en", "Dublin Declaration");
            made.add_authentic_languages("en");
            example.change(made);
        };
        if (*example.field == '\0') {
            EXPECT_NE(series.done(put), "");
        } else {
            EXPECT_EQ(series.refused(put).field(), example.field);
        }
    }
}

TEST(Declarations, WhatOtherCommandsSayIsNotTakenFromAPut) {
    SeriesLog series;
    const std::string id = series.done([](auto& c) {
        v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
        *made.add_title() = text("en", "Dublin Declaration");
        made.add_authentic_languages("en");
        made.set_version(7);
        made.set_adopted_by(v1::ADOPTION_MANNER_CONSENSUS);
        made.set_adopted_at_ms(1);
        made.mutable_count()->set_in_favour(1);
        made.set_opened_at_ms(1);
        made.set_closes_at_ms(1);
    });
    EXPECT_EQ(series.held(id).version(), 0);
    EXPECT_EQ(series.held(id).adopted_by(), v1::ADOPTION_MANNER_UNSPECIFIED);
    EXPECT_FALSE(series.held(id).has_adopted_at_ms() || series.held(id).has_count() ||
                 series.held(id).has_opened_at_ms() || series.held(id).has_closes_at_ms());

    const std::string open = series.open_declaration();
    const v1::Declaration before = series.held(open);
    series.done([&](auto& c) {
        v1::Declaration& put = *c.mutable_put_declaration()->mutable_declaration();
        c.mutable_put_declaration()->set_id(open);
        *put.add_title() = text("en", "Another title");
        *put.mutable_authentic_languages() = before.authentic_languages();
    });
    v1::Declaration expected = before;
    expected.mutable_title(0)->set_text("Another title");
    EXPECT_EQ(series.held(open).DebugString(), expected.DebugString());
    EXPECT_TRUE(series.does_nothing([&](auto& c) { *c.mutable_put_declaration() = again(series, open); }));
}

struct TextExample {
    const char* what;
    std::vector<v1::LocalText> texts;
    const char* field;    // at fault; empty: it is well
    const char* origins;  // one letter each, by language
};

v1::LocalText text_as(const char* language, const char* words, v1::Origin origin) {
    v1::LocalText made = text(language, words);
    made.set_origin(origin);
    return made;
}

// It is authentic in English and French.
TEST(Declarations, TheirTextIsInEveryAuthenticLanguageAndElseATranslation) {
    const TextExample examples[] = {
        {"both", {text("fr", "Nous"), text("en", "We")}, "", "en:A fr:A "},
        {"one is missing", {text("en", "We")}, "texts", ""},
        {"one is empty", {text("en", "We"), text("fr", "")}, "texts", ""},
        {"one has no language", {text("en", "We"), text("fr", "Nous"), text("", "Wir")}, "texts", ""},
        {"one is there twice", {text("en", "We"), text("en", "We all"), text("fr", "Nous")}, "texts", ""},
        {"whatever was said of it, what is not authentic is a translation",
         {text("en", "We"), text_as("fr", "Nous", v1::ORIGIN_HUMAN), text("ar", "نحن"),
          text_as("de", "Wir", v1::ORIGIN_MACHINE), text_as("es", "Nosotros", v1::ORIGIN_UNSPECIFIED)},
         "",
         "ar:H de:M en:A es:H fr:A "},
        {"long ones", {text("en", std::string(60'000, 'w')), text("fr", "Nous")}, "", "en:A fr:A "},
        {"too long ones", {text("en", std::string(70'000, 'w')), text("fr", "Nous")}, "texts[0].text", ""},
    };
    for (const TextExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog series;
        const std::string id = series.declaration();
        const auto put = [&](auto& c) {
            c.mutable_put_declaration_text()->set_id(id);
            for (const v1::LocalText& one : example.texts) *c.mutable_put_declaration_text()->add_texts() = one;
        };
        if (*example.field != '\0') {
            EXPECT_EQ(series.refused(put).field(), example.field);
            EXPECT_EQ(series.held(id).version(), 0);
            continue;
        }
        EXPECT_EQ(series.done(put), id + "@1");
        std::string origins;
        const v1::DeclarationText written = text_of(series, id, 1);
        for (const v1::TextReference& reference : written.texts())
            origins += reference.language() + ":" + v1::Origin_Name(reference.origin()).at(7) + " ";
        EXPECT_EQ(origins, example.origins);
    }
}

TEST(Declarations, AVersionIsAddedAndNeverChanged) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id, "We declare.");
    const std::string first = text_of(series, id, 1).SerializeAsString();
    series.log.now_ms += 60'000;
    EXPECT_TRUE(series.does_nothing([&](auto& c) {
        c.mutable_put_declaration_text()->set_id(id);
        *c.mutable_put_declaration_text()->add_texts() = text("en", "We declare.");
        *c.mutable_put_declaration_text()->add_texts() = text("fr", "We declare. (fr)");
    })) << "the same again";
    series.put_text(id, "We solemnly declare.");
    EXPECT_EQ(series.held(id).version(), 2);
    EXPECT_EQ(text_of(series, id, 1).SerializeAsString(), first);
    EXPECT_EQ(text_of(series, id, 2).at_ms(), series.log.now_ms);
    EXPECT_NE(text_of(series, id, 2).texts(0).hash(), text_of(series, id, 1).texts(0).hash());
    series.put_text(id, "We declare.");
    EXPECT_EQ(series.held(id).version(), 3) << "what an earlier one said is said again by a later one";
    EXPECT_EQ(text_of(series, id, 3).texts(0).hash(), text_of(series, id, 1).texts(0).hash());
    EXPECT_EQ(series.log.state().find(v1::KIND_DECLARATION_TEXT, id + "@3")->owner, id);
}

struct AdoptionExample {
    const char* what;
    v1::AdoptionManner manner;
    std::vector<int> count;  // in favour, against, abstaining
    const char* field;       // at fault; empty: it is well
};

TEST(Declarations, AreAdoptedInOneOfThreeManners) {
    const AdoptionExample examples[] = {
        {"nobody objected", v1::ADOPTION_MANNER_CONSENSUS, {}, ""},
        {"in silence", v1::ADOPTION_MANNER_SILENCE, {}, ""},
        {"by hands, counted", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {30, 0, 1}, ""},
        {"by one hand more", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {16, 15, 20}, ""},
        {"no hand against", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {1, 0, 0}, ""},
        {"as many against", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {15, 15, 0}, "count"},
        {"more against", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {10, 11, 0}, "count"},
        {"no hand at all", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {0, 0, 9}, "count"},
        {"fewer than none", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {3, -1, 0}, "count"},
        {"uncounted", v1::ADOPTION_MANNER_SHOW_OF_HANDS, {}, "count"},
        {"nobody counts a consensus", v1::ADOPTION_MANNER_CONSENSUS, {30, 0, 1}, "count"},
        {"nobody counts silence", v1::ADOPTION_MANNER_SILENCE, {0, 0, 0}, "count"},
        {"somehow", v1::ADOPTION_MANNER_UNSPECIFIED, {}, "manner"},
        {"as nobody knows", static_cast<v1::AdoptionManner>(9), {}, "manner"},
    };
    for (const AdoptionExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog series;
        const std::string id = series.declaration();
        series.put_text(id);
        const auto adopt = [&](auto& c) {
            v1::AdoptDeclaration& verb = *c.mutable_adopt_declaration();
            verb.set_id(id);
            verb.set_manner(example.manner);
            if (example.count.empty()) return;
            verb.mutable_count()->set_in_favour(example.count[0]);
            verb.mutable_count()->set_against(example.count[1]);
            verb.mutable_count()->set_abstaining(example.count[2]);
        };
        if (*example.field != '\0') {
            EXPECT_EQ(series.refused(adopt).field(), example.field);
            continue;
        }
        series.done(adopt);
        EXPECT_EQ(series.held(id).adopted_by(), example.manner);
        EXPECT_EQ(series.held(id).adopted_at_ms(), series.log.now_ms);
        EXPECT_EQ(series.held(id).has_count(), !example.count.empty());
        series.log.now_ms += 60'000;
        EXPECT_TRUE(series.does_nothing(adopt)) << "said again";
    }
}

TEST(Declarations, AreAdoptedOnceAndWhenTheyHaveAText) {
    SeriesLog series;
    const std::string id = series.declaration();
    const auto adopt = [&](v1::AdoptionManner manner, std::int64_t at_ms) {
        return [id, manner, at_ms](auto& c) {
            c.mutable_adopt_declaration()->set_id(id);
            c.mutable_adopt_declaration()->set_manner(manner);
            if (at_ms != 0) c.mutable_adopt_declaration()->set_at_ms(at_ms);
        };
    };
    const std::int64_t in_2022_ms = 1'649'160'000'000;
    EXPECT_EQ(series.refused(adopt(v1::ADOPTION_MANNER_CONSENSUS, 0)).code(), v1::REFUSAL_CODE_CONFLICT) << "no text";
    series.put_text(id);
    EXPECT_EQ(series.refused(adopt(v1::ADOPTION_MANNER_CONSENSUS, series.log.now_ms + 3'600'000)).field(), "at_ms");
    series.done(adopt(v1::ADOPTION_MANNER_CONSENSUS, in_2022_ms));
    EXPECT_EQ(series.held(id).adopted_at_ms(), in_2022_ms);
    EXPECT_EQ(series.refused(adopt(v1::ADOPTION_MANNER_SILENCE, 0)).code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(series.refused(adopt(v1::ADOPTION_MANNER_CONSENSUS, in_2022_ms + 1)).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Declarations, WhatWasAdoptedIsNotReplaced) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id);
    series.adopt(id);
    EXPECT_EQ(series
                  .refused([&](auto& c) {
                      c.mutable_put_declaration_text()->set_id(id);
                      *c.mutable_put_declaration_text()->add_texts() = text("en", "We do not.");
                      *c.mutable_put_declaration_text()->add_texts() = text("fr", "Nous non.");
                  })
                  .code(),
              v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(series
                  .refused([&](auto& c) {
                      *c.mutable_put_declaration() = again(series, id);
                      c.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("ar");
                  })
                  .code(),
              v1::REFUSAL_CODE_CONFLICT)
        << "it was adopted in two languages";
    series.done([&](auto& c) {
        *c.mutable_put_declaration() = again(series, id);
        c.mutable_put_declaration()->mutable_declaration()->mutable_authentic_languages()->SwapElements(0, 1);
    });
    EXPECT_EQ(series.held(id).authentic_languages(0), "fr") << "which is shown first is another matter";
}

TEST(Declarations, AreNotAdoptedInALanguageThatTheTextLacks) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id);
    series.done([&](auto& c) {
        *c.mutable_put_declaration() = again(series, id);
        c.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("ar");
    });
    EXPECT_EQ(series
                  .refused([&](auto& c) {
                      c.mutable_adopt_declaration()->set_id(id);
                      c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
                  })
                  .code(),
              v1::REFUSAL_CODE_CONFLICT);
}

struct CourseExample {
    const char* what;
    std::vector<const char*> steps;  // minutes from the beginning and what is done then; "!": refused, "=": nothing
    const char* open;                // minutes from which on, and at which it closes
};

TEST(Declarations, AreOpenFromTheirOpeningToTheirClosing) {
    const CourseExample examples[] = {
        {"until somebody closes it", {"0 open"}, "0-"},
        {"until a time", {"0 open 60"}, "0-60"},
        {"until somebody does", {"0 open", "30 close"}, "0-30"},
        {"until somebody does, although there was a time", {"0 open 60", "30 close"}, "0-30"},
        {"for longer", {"0 open 60", "30 open 90"}, "0-90"},
        {"for shorter", {"0 open 60", "30 open 40"}, "0-40"},
        {"without an end after all", {"0 open 60", "30 open"}, "0-"},
        {"again", {"0 open", "30 close", "40 open 60"}, "40-60"},
        {"again after its time", {"0 open 30", "30 open"}, "30-"},
        {"no time before now", {"10 !open 10", "10 !open 5"}, "never"},
        {"said twice", {"0 open 60", "10 =open 60", "20 close", "30 =close"}, "0-20"},
        {"what has closed by itself is closed", {"0 open 30", "30 =close"}, "0-30"},
        {"what was never open is not closed", {"0 !close"}, "never"},
    };
    for (const CourseExample& example : examples) {
        SCOPED_TRACE(example.what);
        SeriesLog series;
        const std::string id = series.declaration();
        series.put_text(id);
        series.adopt(id);
        const std::int64_t begin_ms = series.log.now_ms;
        for (const std::string step : example.steps) {
            SCOPED_TRACE(step);
            std::size_t at = 0;
            series.log.now_ms = begin_ms + std::stoi(step, &at) * 60'000;
            const bool refused = step[at + 1] == '!', nothing = step[at + 1] == '=';
            const std::size_t until = step.find_first_of("0123456789", at);
            const auto fill = [&](auto& c) {
                if (step.find("close") != std::string::npos) return c.mutable_close_declaration()->set_id(id);
                c.mutable_open_declaration()->set_id(id);
                if (until == std::string::npos) return;
                c.mutable_open_declaration()->set_closes_at_ms(begin_ms + std::stoi(step.substr(until)) * 60'000);
            };
            if (refused) {
                series.refused(fill);
            } else if (nothing) {
                EXPECT_TRUE(series.does_nothing(fill));
            } else {
                series.done(fill);
            }
        }
        const v1::Declaration held = series.held(id);
        const auto minutes = [&](std::int64_t at_ms) { return std::to_string((at_ms - begin_ms) / 60'000); };
        EXPECT_EQ(!held.has_opened_at_ms() ? "never"
                                           : minutes(held.opened_at_ms()) + "-" +
                                                 (held.has_closes_at_ms() ? minutes(held.closes_at_ms()) : ""),
                  example.open);
    }
}

TEST(Declarations, AreOpenedWhenTheyAreAdoptedAndEverybodySeesThem) {
    SeriesLog series;
    const std::string id = series.declaration(true);
    series.put_text(id);
    const auto open = [&](auto& c) { c.mutable_open_declaration()->set_id(id); };
    EXPECT_EQ(series.refused(open).message(), "The declaration is not adopted yet. Adopt it first.");
    series.adopt(id);
    EXPECT_EQ(series.refused(open).message(), "The declaration is hidden. Show it to everybody first.");
    series.done([&](auto& c) { *c.mutable_put_declaration() = again(series, id); });
    series.done(open);
    EXPECT_EQ(series
                  .refused([&](auto& c) {
                      *c.mutable_put_declaration() = again(series, id);
                      c.mutable_put_declaration()->set_hidden(true);
                  })
                  .field(),
              "hidden")
        << "and stay where everybody sees them";
}

TEST(Declarations, TheirTextIsSeenByWhoSeesThemFromTheSameChangeOn) {
    SeriesLog series;
    const std::string id = series.declaration(true);
    series.put_text(id);
    for (const v1::Kind kind : {v1::KIND_DECLARATION, v1::KIND_DECLARATION_TEXT}) {
        const std::string of = kind == v1::KIND_DECLARATION ? id : id + "@1";
        EXPECT_FALSE(series.sees(v1::AUDIENCE_PUBLIC, kind, of));
        EXPECT_FALSE(series.sees(v1::AUDIENCE_PRESS, kind, of));
        EXPECT_TRUE(series.sees(v1::AUDIENCE_BUREAU, kind, of));
    }
    const std::uint64_t position = series.log.state().head(v1::AUDIENCE_PUBLIC).position;
    series.done([&](auto& c) { *c.mutable_put_declaration() = again(series, id); });
    EXPECT_TRUE(series.sees(v1::AUDIENCE_PUBLIC, v1::KIND_DECLARATION_TEXT, id + "@1"));
    EXPECT_EQ(series.log.state().head(v1::AUDIENCE_PUBLIC).position, position + 1);
    series.log.done(series.undo());
    EXPECT_FALSE(series.sees(v1::AUDIENCE_PUBLIC, v1::KIND_DECLARATION_TEXT, id + "@1"));
    series.log.done(series.undo());
    EXPECT_TRUE(series.sees(v1::AUDIENCE_PUBLIC, v1::KIND_DECLARATION_TEXT, id + "@1"));
}

TEST(Declarations, WhatIsEndorsedStaysWhatItIs) {
    SeriesLog series;
    const std::string id = series.open_declaration();
    const auto with_symbol = [&](auto& c) {
        *c.mutable_put_declaration() = again(series, id);
        c.mutable_put_declaration()->mutable_declaration()->set_symbol("GDPA/2022/1");
    };
    series.done(with_symbol);
    v1::Command undo = series.undo();
    series.announce(id, series.party("Ireland"));
    EXPECT_EQ(series.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT) << "it was endorsed under its symbol";
    series.done([&](auto& c) {
        c.mutable_withdraw_endorsement()->set_declaration(id);
        c.mutable_withdraw_endorsement()->set_party(series.party("Ireland"));
    });
    EXPECT_EQ(series
                  .refused([&](auto& c) {
                      *c.mutable_put_declaration() = again(series, id);
                      c.mutable_put_declaration()->mutable_declaration()->set_symbol("GDPA/2022/2");
                  })
                  .code(),
              v1::REFUSAL_CODE_CONFLICT)
        << "withdrawn, it was endorsed all the same";
    EXPECT_EQ(series.refused([&](auto& c) { c.mutable_remove_declaration()->set_id(id); }).code(),
              v1::REFUSAL_CODE_CONFLICT);
    series.done([&](auto& c) {
        *c.mutable_put_declaration() = again(series, id);
        c.mutable_put_declaration()->mutable_declaration()->set_roll_order(v1::ROLL_ORDER_SIGNING);
    });
}

TEST(Declarations, TakeTheirTextsAlongAndBringThemBack) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id);
    series.put_text(id, "We solemnly declare.");
    const std::string before = series.log.state().dump(v1::AUDIENCE_STAFF);
    series.done([&](auto& c) { c.mutable_remove_declaration()->set_id(id); });
    EXPECT_TRUE(series.log.state().all(v1::KIND_DECLARATION_TEXT).empty());
    series.log.done(series.undo());
    EXPECT_EQ(series.log.state().dump(v1::AUDIENCE_STAFF), before);
}

TEST(Declarations, TheirCourseIsUndoneUntilSomebodyEndorses) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id);
    EXPECT_EQ(series.log.refused(series.undo()).code(), v1::REFUSAL_CODE_CONFLICT) << "a version stays what it is";
    series.adopt(id);
    series.log.done(series.undo());
    EXPECT_EQ(series.held(id).adopted_by(), v1::ADOPTION_MANNER_UNSPECIFIED);
    series.adopt(id);
    series.open(id);
    series.log.done(series.undo());
    EXPECT_FALSE(series.held(id).has_opened_at_ms());
    series.open(id);
    v1::Command undo_opening = series.undo();
    series.announce(id, series.party("Ireland"));
    EXPECT_EQ(series.log.refused(undo_opening).code(), v1::REFUSAL_CODE_CONFLICT);
    series.done([&](auto& c) { c.mutable_close_declaration()->set_id(id); });
    series.log.done(series.undo());
    EXPECT_FALSE(series.held(id).has_closes_at_ms()) << "that it was closed too early can be undone";
}

TEST(Declarations, TheBureauAdoptsAndOpensThem) {
    SeriesLog series;
    const std::string id = series.declaration();
    series.put_text(id);
    const auto adopt = [&](auto& c) {
        c.mutable_adopt_declaration()->set_id(id);
        c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    };
    EXPECT_EQ(series.refused(adopt, v1::ROLE_DELEGATE).code(), v1::REFUSAL_CODE_FORBIDDEN);
    series.done(adopt, v1::ROLE_CO_CHAIR);
    series.done([&](auto& c) { c.mutable_open_declaration()->set_id(id); }, v1::ROLE_CO_CHAIR);
    series.done([&](auto& c) { c.mutable_close_declaration()->set_id(id); }, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(
        series.refused([&](auto& c) { *c.mutable_put_declaration() = again(series, id); }, v1::ROLE_CO_CHAIR).code(),
        v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Declarations, LoseTheNameOfWhoeverIsErased) {
    SeriesLog series;
    const std::string person = series.person("Ana Maria Lima");
    const std::string id = series.declaration();
    series.put_text(id, "Thanking Ana Maria Lima, we declare.");
    const std::string hash = text_of(series, id, 1).texts(0).hash();
    const std::string french = text_of(series, id, 1).texts(1).hash();
    series.log.erasing.texts[hash] = "Thanking […], we declare.";
    v1::Command erase = series.log.command();
    erase.mutable_erase_person()->set_id(person);
    const Decided decided = series.log.ask(erase);
    const auto& decision = std::get<Decision>(decided);
    ASSERT_EQ(decision.texts.size(), 1u);
    EXPECT_EQ(decision.texts[0].body, "Thanking […], we declare.");
    EXPECT_EQ(text_of(series, id, 1).texts(0).hash(), decision.texts[0].hash);
    EXPECT_EQ(text_of(series, id, 1).texts(0).language(), "en");
    EXPECT_EQ(text_of(series, id, 1).texts(1).hash(), french) << "in which nothing was found";
}

}  // namespace
}  // namespace dais::summit
