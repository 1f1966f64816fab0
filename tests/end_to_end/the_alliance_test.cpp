// Three editions of one series over a real server: Dublin 2022 and the declaration that 31 endorsed, Sal 2024 and the
// alliance with its bodies, what Georgia announced there through two keys, and the next edition, which still knows it
// all. After each step whoever is connected holds what a newcomer would be sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "server/parties/parties.h"
#include "server/summit/records.h"
#include "server/summit/venue_time.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

constexpr char kSeries[] = "diaspora";
constexpr char kDublin[] = "gds-2022";
constexpr char kSal[] = "gdpa-2024";
constexpr char kNext[] = "gds-next";

// Who is reported to have endorsed the Dublin Declaration, in the order of the report's list.
const std::vector<std::string> kSupporters = {"african-union", "ARM", "BGD", "CPV", "COL", "EGY", "SLV", "FJI",
                                              "FRA",           "GEO", "DEU", "IND", "IRL", "JAM", "KEN", "LSO",
                                              "MUS",           "MEX", "MDA", "MNE", "MOZ", "NGA", "PER", "PHL",
                                              "PRT",           "SEN", "SLE", "SOM", "SDN", "TUR", "URY"};

v1::Date day(int year, int month, int of_month) {
    v1::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(of_month);
    return date;
}

void say(google::protobuf::RepeatedPtrField<v1::LocalText>& texts, const std::string& language,
         const std::string& words, v1::Origin origin = v1::ORIGIN_AUTHENTIC) {
    v1::LocalText& text = *texts.Add();
    text.set_language(language);
    text.set_text(words);
    text.set_origin(origin);
}

class TheAlliance : public testing::Test {
protected:
    // A reader of every audience of a log, connected from now on.
    void connect(const std::string& log) {
        for (const auto& [audience, key] : keys) {
            auto reader = std::make_unique<Reader>(*server, key);
            EXPECT_EQ(reader->follow(log).audience(), audience);
            connected[log][audience] = std::move(reader);
        }
    }

    Reader& of(const std::string& log, v1::Audience audience) { return *connected.at(log).at(audience); }

    void all_equal_their_snapshots(const std::string& step) {
        SCOPED_TRACE(step);
        for (auto& [log, readers] : connected) {
            for (auto& [audience, reader] : readers) {
                Reader newcomer(*server, keys.at(audience));
                newcomer.follow(log);
                while (reader->resume.position() < newcomer.resume.position()) reader->next();
                EXPECT_EQ(reader->records.dump(), newcomer.records.dump()) << log << " " << v1::Audience_Name(audience);
                EXPECT_EQ(reader->records.digest(), newcomer.records.digest());
            }
        }
    }

    // Said by somebody, who must be connected to the log; the id of what it made.
    std::string said(Reader& by, const std::string& log, const std::function<void(v1::Command&)>& fill) {
        v1::Command command = new_command(log, by.resume.position());
        fill(command);
        const v1::Reply reply = by.ask(command);
        EXPECT_TRUE(reply.has_done()) << command.ShortDebugString() << "\n" << reply.ShortDebugString();
        while (by.resume.position() < reply.done().position()) by.next();
        return reply.done().id();
    }
    std::string staff_says(const std::string& log, const std::function<void(v1::Command&)>& fill) {
        return said(of(log, v1::AUDIENCE_STAFF), log, fill);
    }

    // Everybody leaves; the server starts anew, and on the series' log it is another time.
    void later(const std::string& instant) {
        connected.clear();
        EXPECT_EQ(server->end(SIGTERM), 0);
        EXPECT_TRUE(server->verified());
        clock = std::string(kSeries) + "@" + instant;
        server->set_options(options());
        server->start();
    }
    std::vector<std::string> options() const { return {"--heartbeat-ms", "200", "--keys-ms", "100", "--clock", clock}; }

    void put_summit(const std::string& log, const std::string& name, const std::vector<v1::Date>& days,
                    const std::string& zone) {
        v1::Command command = new_command(log, 0);
        v1::Summit& summit = *command.mutable_put_summit()->mutable_summit();
        say(*summit.mutable_name(), "en", name);
        for (const v1::Date& each : days) *summit.add_days() = each;
        summit.set_zone(zone);
        summit.add_languages("en");
        summit.set_series(kSeries);
        Reader organiser(*server, keys.at(v1::AUDIENCE_STAFF));
        v1::ClientMessage hello;
        hello.mutable_hello();
        organiser.say(hello);
        organiser.next();
        ASSERT_TRUE(organiser.ask(command).has_done());
    }

    template <class Noun>
    std::optional<Noun> held(Reader& reader, v1::Kind kind, const std::string& id) {
        const std::string* body = reader.records.find(kind, id);
        if (body == nullptr) return std::nullopt;
        Noun noun;
        noun.ParseFromString(*body);
        return noun;
    }

    // States and organisations that have signed, as a reader holds them.
    std::pair<int, int> roll(Reader& reader) {
        std::pair<int, int> counted;
        for (const auto& [key, body] : reader.records.all()) {
            if (key.first != v1::KIND_ENDORSEMENT || !key.second.starts_with(declaration + "@")) continue;
            v1::Endorsement endorsement;
            endorsement.ParseFromString(body);
            if (endorsement.status() != v1::ENDORSEMENT_STATUS_SIGNED) continue;
            const auto party = held<v1::Party>(reader, v1::KIND_PARTY, key.second.substr(key.second.find('@') + 1));
            ++(party->kind() == v1::PARTY_KIND_STATE ? counted.first : counted.second);
        }
        return counted;
    }

    std::string party(const std::string& code) {
        for (const auto& [key, body] : of(kSeries, v1::AUDIENCE_STAFF).records.all()) {
            if (key.first != v1::KIND_PARTY) continue;
            v1::Party found;
            found.ParseFromString(body);
            if (found.code() == code) return key.second;
            if (code == "african-union" && found.kind() != v1::PARTY_KIND_STATE) return key.second;
        }
        ADD_FAILURE() << code;
        return {};
    }

    void the_series_begins();
    void dublin_declares();
    void sal_launches_the_alliance();
    void georgia_announces();

    std::string clock = std::string(kSeries) + "@2022-04-04T09:00+01:00";
    std::unique_ptr<ServerProcess> server = std::make_unique<ServerProcess>(options());
    std::map<v1::Audience, std::string> keys = {
        {v1::AUDIENCE_PUBLIC, ""},
        {v1::AUDIENCE_DELEGATE, server->make_key(v1::ROLE_DELEGATE, "Delegate")},
        {v1::AUDIENCE_PRESS, server->make_key(v1::ROLE_PRESS, "Press")},
        {v1::AUDIENCE_INTERPRETER, server->make_key(v1::ROLE_INTERPRETER, "Interpreter")},
        {v1::AUDIENCE_BUREAU, server->make_key(v1::ROLE_MODERATOR, "Bureau")},
        {v1::AUDIENCE_STAFF, server->make_key(v1::ROLE_ORGANISER)},
    };
    std::map<std::string, std::map<v1::Audience, std::unique_ptr<Reader>>> connected;
    std::string declaration, dublin, committee;
};

void TheAlliance::the_series_begins() {
    v1::Command command = new_command(kSeries, 0);
    v1::Series& series = *command.mutable_put_series()->mutable_series();
    say(*series.mutable_name(), "en", "Global Diaspora Summit");
    say(*series.mutable_name(), "fr", "Sommet mondial de la diaspora");
    series.set_zone("Europe/Dublin");
    for (const char* language : {"ar", "en", "fr"}) series.add_languages(language);
    Reader organiser(*server, keys.at(v1::AUDIENCE_STAFF));
    v1::ClientMessage hello;
    hello.mutable_hello();
    organiser.say(hello);
    organiser.next();
    ASSERT_TRUE(organiser.ask(command).has_done());
    put_summit(kDublin, "Global Diaspora Summit 2022", {day(2022, 4, 1), day(2022, 4, 4), day(2022, 4, 5)},
               "Europe/Dublin");
    connect(kSeries);
    connect(kDublin);
    parties::Choice choice;
    choice.codes = kSupporters;
    staff_says(kSeries, [&](v1::Command& c) { *c.mutable_import_programme() = parties::choose(choice).programme; });
    dublin = staff_says(kSeries, [&](v1::Command& c) {
        v1::Edition& edition = *c.mutable_put_edition()->mutable_edition();
        edition.set_number(1);
        edition.set_log(kDublin);
        say(*edition.mutable_name(), "en", "Global Diaspora Summit, Dublin");
        edition.add_hosts(party("IRL"));
        for (const v1::Date& each : {day(2022, 4, 1), day(2022, 4, 4), day(2022, 4, 5)}) *edition.add_days() = each;
    });
}

void TheAlliance::dublin_declares() {
    declaration = staff_says(kSeries, [&](v1::Command& c) {
        v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
        say(*made.mutable_title(), "en", "Dublin Declaration");
        say(*made.mutable_title(), "fr", "Déclaration de Dublin", v1::ORIGIN_HUMAN);
        made.set_edition(dublin);
        made.add_authentic_languages("en");
        made.set_roll_order(v1::ROLL_ORDER_PROTOCOL);
        say(*made.mutable_first_letter(), "en", "M");
    });
    staff_says(kSeries, [&](v1::Command& c) {
        c.mutable_put_declaration_text()->set_id(declaration);
        say(*c.mutable_put_declaration_text()->mutable_texts(), "en", "We, ministers, declare (a text of this test).");
    });
    staff_says(kSeries, [&](v1::Command& c) {
        c.mutable_adopt_declaration()->set_id(declaration);
        c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    });
    staff_says(kSeries, [&](v1::Command& c) { c.mutable_open_declaration()->set_id(declaration); });
    all_equal_their_snapshots("the declaration is open");
    for (const std::string& code : kSupporters) {
        const std::string endorses = party(code);
        staff_says(kSeries, [&](v1::Command& c) {
            c.mutable_announce_endorsement()->set_declaration(declaration);
            c.mutable_announce_endorsement()->set_party(endorses);
        });
        staff_says(kSeries, [&](v1::Command& c) {
            c.mutable_check_credentials()->set_declaration(declaration);
            c.mutable_check_credentials()->set_party(endorses);
        });
        staff_says(kSeries, [&](v1::Command& c) {
            c.mutable_sign_endorsement()->set_declaration(declaration);
            c.mutable_sign_endorsement()->set_party(endorses);
        });
        all_equal_their_snapshots(code);
    }
    staff_says(kSeries, [&](v1::Command& c) { c.mutable_close_declaration()->set_id(declaration); });
}

void TheAlliance::sal_launches_the_alliance() {
    put_summit(kSal, "GDPA 2024", {day(2024, 9, 12), day(2024, 9, 13)}, "Atlantic/Cape_Verde");
    connect(kSeries);
    connect(kSal);
    staff_says(kSeries, [&](v1::Command& c) {
        v1::Edition& edition = *c.mutable_put_edition()->mutable_edition();
        edition.set_number(2);
        edition.set_log(kSal);
        say(*edition.mutable_name(), "en", "Sal");
        edition.add_hosts(party("CPV"));
        for (const v1::Date& each : {day(2024, 9, 12), day(2024, 9, 13)}) *edition.add_days() = each;
    });
    for (const char* name : {"Institutional steering committee", "Working group on gender and youth",
                             "Working group on climate action", "Working group on health and well-being"}) {
        const std::string body = staff_says(
            kSeries, [&](v1::Command& c) { say(*c.mutable_put_body()->mutable_body()->mutable_name(), "en", name); });
        if (committee.empty()) committee = body;
    }
    all_equal_their_snapshots("the alliance has its bodies");
}

void TheAlliance::georgia_announces() {
    // Two seats, each with somebody who acts for it and may turn its key.
    struct Holder {
        std::string seat, key;  // and the key of who acts for it
    };
    std::vector<Holder> seats;
    for (const char* code : {"GEO", "CPV"}) {
        const std::string holder = party(code);
        const std::string person = staff_says(kSeries, [&](v1::Command& c) {
            c.mutable_put_person()->mutable_person()->set_name(std::string("Representative, ") + code);
            c.mutable_put_person()->mutable_person()->set_party(holder);
        });
        const std::string seat = staff_says(kSeries, [&](v1::Command& c) {
            v1::Seat& made = *c.mutable_put_seat()->mutable_seat();
            made.set_body(committee);
            made.set_role(v1::SEAT_ROLE_CO_CHAIR);
            made.set_party(holder);
            made.add_acting(person);
            *made.mutable_first_day() = day(2024, 9, 13);
        });
        seats.push_back({seat, server->make_key(v1::ROLE_CO_CHAIR, code, kSeries, person)});
    }
    staff_says(kSeries, [&](v1::Command& c) {
        *c.mutable_put_series()->mutable_series() =
            *held<v1::Series>(of(kSeries, v1::AUDIENCE_STAFF), v1::KIND_SERIES, "z");
        c.mutable_put_series()->mutable_series()->set_next_host(party("GEO"));
    });
    all_equal_their_snapshots("Georgia has its seat and is the next host");

    const std::int64_t embargo_ms = (summit::days_since_1970(day(2024, 9, 13)) * 24 + 19) * 3'600'000;
    const std::string announcement = staff_says(kSeries, [&](v1::Command& c) {
        v1::PutAnnouncement& draft = *c.mutable_put_announcement();
        say(*draft.mutable_announcement()->mutable_title(), "en", "Georgia hosts the next summit");
        say(*draft.mutable_announcement()->mutable_body(), "en",
            "Georgia co-chairs the committee and hosts the next summit.");
        say(*draft.mutable_announcement()->mutable_dateline(), "en", "Sal, 13 September");
        draft.mutable_announcement()->set_issuer(committee);
        draft.mutable_clearance()->set_body(committee);
        draft.mutable_clearance()->set_keys(2);
        for (const char* language : {"ar", "en", "fr"}) draft.mutable_clearance()->add_languages(language);
        draft.mutable_clearance()->set_embargo_until_ms(embargo_ms);
    });
    staff_says(kSeries, [&](v1::Command& c) { c.mutable_submit_announcement()->set_id(announcement); });
    all_equal_their_snapshots("submitted");
    for (const v1::Audience nobody : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS})
        EXPECT_EQ(of(kSeries, nobody).bytes.find("hosts the next summit"), std::string::npos);

    for (const Holder& holder : seats) {
        Reader chair(*server, holder.key);
        EXPECT_EQ(chair.follow(kSeries).audience(), v1::AUDIENCE_BUREAU);
        const auto clearance = held<v1::Clearance>(chair, v1::KIND_CLEARANCE, announcement);
        ASSERT_TRUE(clearance);
        said(chair, kSeries, [&](v1::Command& c) {
            c.mutable_approve_announcement()->set_id(announcement);
            c.mutable_approve_announcement()->set_seat(holder.seat);
            c.mutable_approve_announcement()->set_digest(clearance->digest());
        });
        all_equal_their_snapshots("a key is turned");
    }
    struct Translation {
        std::string language, title, body;
    };
    const std::vector<Translation> translations = {
        {"fr", "La Géorgie accueille le prochain sommet",
         "La Géorgie copréside le comité et accueille le prochain sommet."},
        {"ar", "جورجيا تستضيف القمة المقبلة", "تشارك جورجيا في رئاسة اللجنة وتستضيف القمة المقبلة."}};
    for (const Translation& translation : translations) {
        staff_says(kSeries, [&](v1::Command& c) {
            v1::TranslateAnnouncement& translate = *c.mutable_translate_announcement();
            translate.set_id(announcement);
            const auto put = [&](v1::LocalText& text, const std::string& words) {
                text.set_language(translation.language);
                text.set_text(words);
                text.set_origin(v1::ORIGIN_HUMAN);
            };
            put(*translate.mutable_title(), translation.title);
            put(*translate.mutable_body(), translation.body);
            put(*translate.mutable_dateline(), "Sal");
        });
        all_equal_their_snapshots("it speaks " + translation.language);
    }
    staff_says(kSeries, [&](v1::Command& c) { c.mutable_release_announcement()->set_id(announcement); });
    all_equal_their_snapshots("released under embargo");
    EXPECT_TRUE(held<v1::Announcement>(of(kSeries, v1::AUDIENCE_PRESS), v1::KIND_ANNOUNCEMENT, announcement));
    EXPECT_FALSE(held<v1::Announcement>(of(kSeries, v1::AUDIENCE_PUBLIC), v1::KIND_ANNOUNCEMENT, announcement));
    EXPECT_FALSE(held<v1::Announcement>(of(kSeries, v1::AUDIENCE_DELEGATE), v1::KIND_ANNOUNCEMENT, announcement));

    // The clock ends it.
    later("2024-09-13T17:59:55-01:00");
    connect(kSeries);
    EXPECT_FALSE(held<v1::Announcement>(of(kSeries, v1::AUDIENCE_PUBLIC), v1::KIND_ANNOUNCEMENT, announcement));
    while (!held<v1::Announcement>(of(kSeries, v1::AUDIENCE_PUBLIC), v1::KIND_ANNOUNCEMENT, announcement))
        of(kSeries, v1::AUDIENCE_PUBLIC).next();
    all_equal_their_snapshots("published");
    const auto told = held<v1::Announcement>(of(kSeries, v1::AUDIENCE_PUBLIC), v1::KIND_ANNOUNCEMENT, announcement);
    EXPECT_EQ(told->title_size(), 3);
    EXPECT_GE(told->published_at_ms(), embargo_ms);
    EXPECT_FALSE(told->has_embargo_until_ms());
    for (const v1::Audience nobody : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS})
        for (const auto& [key, body] : of(kSeries, nobody).records.all())
            EXPECT_TRUE(key.first != v1::KIND_CLEARANCE && key.first != v1::KIND_APPROVAL);
}

TEST_F(TheAlliance, FromDublinToTheNextEdition) {
    the_series_begins();
    all_equal_their_snapshots("the series has its first edition");
    dublin_declares();
    all_equal_their_snapshots("endorsed and closed");
    for (auto& [audience, reader] : connected.at(kSeries))
        EXPECT_EQ(roll(*reader), (std::pair{30, 1})) << v1::Audience_Name(audience);

    later("2024-09-13T15:00-01:00");
    sal_launches_the_alliance();
    EXPECT_EQ(roll(of(kSeries, v1::AUDIENCE_PUBLIC)), (std::pair{30, 1}));
    georgia_announces();

    later("2026-05-04T09:00+04:00");
    put_summit(kNext, "Next summit", {day(2026, 5, 4)}, "Asia/Tbilisi");
    connect(kSeries);
    connect(kNext);
    staff_says(kSeries, [&](v1::Command& c) {
        v1::Edition& edition = *c.mutable_put_edition()->mutable_edition();
        edition.set_number(3);
        edition.set_log(kNext);
        say(*edition.mutable_name(), "en", "Tbilisi");
        edition.add_hosts(party("GEO"));
        *edition.add_days() = day(2026, 5, 4);
    });
    all_equal_their_snapshots("the next edition");
    Reader& anybody = of(kSeries, v1::AUDIENCE_PUBLIC);
    EXPECT_EQ(roll(anybody), (std::pair{30, 1}));
    std::map<int, int> kinds;
    for (const auto& [key, body] : anybody.records.all()) ++kinds[key.first];
    EXPECT_EQ(kinds[v1::KIND_EDITION], 3);
    EXPECT_EQ(kinds[v1::KIND_BODY], 4);
    EXPECT_EQ(kinds[v1::KIND_SEAT], 2);
    EXPECT_EQ(kinds[v1::KIND_ANNOUNCEMENT], 1);
    EXPECT_EQ(kinds[v1::KIND_DECLARATION_TEXT], 1);
}

}  // namespace
}  // namespace dais
