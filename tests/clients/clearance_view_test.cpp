// How far an announcement has come on its way to its readers.
#include "clients/cpp/clearance_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "clients/cpp/field_items.h"
#include "tests/clients/series_log.h"

namespace dais::client {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

class WayToReaders : public ::testing::Test {
protected:
    WayToReaders() {
        log.record<v1::Body>(v1::KIND_BODY, "o1", {"name=Steering committee", "short-name=ISC"});
        log.record<v1::Seat>(v1::KIND_SEAT, "k1",
                             {"body=ISC", "role=co-chair", "party=yGEO", "acting=Nino Beridze,Ana Silva"});
        log.record<v1::Seat>(v1::KIND_SEAT, "k2", {"body=ISC", "role=co-chair", "party=yIRL", "acting=Aoife Byrne"});
        log.record<v1::Seat>(v1::KIND_SEAT, "k3", {"body=ISC", "role=member", "party=yCPV", "acting=Ana Silva"});
        announcement = log.record<v1::Announcement>(v1::KIND_ANNOUNCEMENT, "a1",
                                                    {"title=Tbilisi hosts", "body=The next summit is in Tbilisi."});
        clearance = log.record<v1::Clearance>(v1::KIND_CLEARANCE, "a1", {"keys-of=ISC", "keys=2"});
        clearance.set_digest("digest of today..");
        clearance.set_state(v1::CLEARANCE_STATE_SUBMITTED);
        keep();
    }

    void keep() {
        log.keep(v1::KIND_ANNOUNCEMENT, "a1", announcement);
        log.keep(v1::KIND_CLEARANCE, "a1", clearance);
    }

    void approve(const std::string& seat, const std::string& person) {
        v1::Approval approval;
        approval.set_person(person);
        approval.set_digest(clearance.digest());
        approval.set_at_ms(SeriesLog::at("2024-09-13T10:40"));
        log.keep(v1::KIND_APPROVAL, "a1@" + seat, approval);
    }

    ClearanceView view() const { return clearance_view(log.reading(), "a1"); }
    std::string key(const std::string& seat) const {
        for (const auto& each : view().keys)
            if (each.seat == seat) return each.told;
        return "no key";
    }

    SeriesLog log;
    v1::Announcement announcement;
    v1::Clearance clearance;
};

TEST_F(WayToReaders, TellsWhichKeysAreTurnedAndHowManyAreMissing) {
    EXPECT_EQ(keys_told(view(), log.reading()),
              "Steering committee: 0 of 2 keys turned, 2 missing; 2 seats are filled");
    approve("k1", "p2");
    EXPECT_EQ(keys_told(view(), log.reading()),
              "Steering committee: 1 of 2 keys turned, 1 missing; 2 seats are filled");
    EXPECT_EQ(key("k1"), "approved by Nino Beridze 2024-09-13T10:40");
    EXPECT_EQ(key("k2"), "not yet");
    EXPECT_EQ(key("k3"), "no key") << "a member holds none";
    approve("k2", "p3");
    EXPECT_EQ(view().missing(), 0);
}

TEST_F(WayToReaders, AnApprovalThatDoesNotCountSaysWhy) {
    approve("k1", "p2");
    clearance.set_digest("digest of tomorrow");
    keep();
    EXPECT_EQ(view().turned(), 0);
    EXPECT_EQ(key("k1"), "approved by Nino Beridze 2024-09-13T10:40, lapsed: it was edited since");

    approve("k1", "p3");
    EXPECT_EQ(key("k1"), "approved by Aoife Byrne 2024-09-13T10:40, does not count: they act for the seat no more");

    approve("k2", "p3");
    EXPECT_EQ(view().turned(), 1);
    log.record<v1::Seat>(v1::KIND_SEAT, "k2",
                         {"body=ISC", "role=co-chair", "party=yIRL", "acting=Aoife Byrne", "until=2024-09-12"});
    EXPECT_EQ(view().turned(), 0) << "the seat that ended no longer counts";
    EXPECT_EQ(key("k2"), "approved by Aoife Byrne 2024-09-13T10:40, does not count: the seat is not filled today");
    EXPECT_EQ(keys_told(view(), log.reading()),
              "Steering committee: 0 of 2 keys turned, 2 missing; 1 seat is filled: more keys are needed than there "
              "are seats filled");
}

TEST_F(WayToReaders, ASeatForWhichNobodyActsHasNoKeyToTurn) {
    log.record<v1::Seat>(v1::KIND_SEAT, "k2", {"body=ISC", "role=co-chair", "party=yIRL"});
    EXPECT_EQ(key("k2"), "nobody acts for it");
    EXPECT_EQ(view().filled(), 1);
}

TEST_F(WayToReaders, SaysHowReadyEachLanguageIs) {
    clearance.add_languages("fr");
    clearance.add_languages("pt");
    clearance.add_languages("es");
    const auto translate = [&](Texts& texts, const std::string& language, const std::string& words) {
        const auto digest = source_digest(source_of(texts, "")->text());
        set_text(texts, language, words);
        for (auto& text : texts) {
            if (text.language() != language) continue;
            text.set_origin(v1::ORIGIN_HUMAN);
            text.set_source_digest(digest);
        }
    };
    translate(*announcement.mutable_title(), "fr", "Tbilissi accueille");
    translate(*announcement.mutable_body(), "fr", "Le prochain sommet est à Tbilissi.");
    translate(*announcement.mutable_title(), "pt", "Tbilisi acolhe");
    EXPECT_THAT(languages_told(announcement, clearance),
                ElementsAre(Pair("en", "authentic"), Pair("es", "missing: title and body"), Pair("fr", "ready"),
                            Pair("pt", "missing: body")));
    set_text(*announcement.mutable_body(), "en", "The next summit is in Batumi.");
    EXPECT_THAT(languages_told(announcement, clearance), Contains(Pair("fr", "outdated: body")));
}

TEST_F(WayToReaders, EveryPointOfItHasItsWords) {
    const auto told = [&] { return state_told(announcement, clearance, log.reading()); };
    EXPECT_EQ(told(), "submitted");
    clearance.set_state(v1::CLEARANCE_STATE_EMBARGOED);
    announcement.set_embargo_until_ms(SeriesLog::at("2024-09-14T10:00"));
    EXPECT_EQ(told(), "under embargo until 2024-09-14T10:00");
    announcement.clear_embargo_until_ms();
    announcement.set_published_at_ms(SeriesLog::at("2024-09-13T11:00"));
    EXPECT_EQ(told(), "published 2024-09-13T11:00");
    announcement.set_emergency_override(true);
    EXPECT_EQ(told(), "published 2024-09-13T11:00, in an emergency without its keys");
    announcement.set_corrected_by("a2");
    EXPECT_EQ(told(), "published 2024-09-13T11:00, corrected by a2, in an emergency without its keys");
    announcement.set_expires_at_ms(SeriesLog::at("2024-09-13T12:00"));
    EXPECT_EQ(told(), "expired 2024-09-13T12:00");
    announcement.set_withdrawn_at_ms(SeriesLog::at("2024-09-13T11:30"));
    EXPECT_EQ(told(), "withdrawn 2024-09-13T11:30");
    clearance.set_state(v1::CLEARANCE_STATE_DROPPED);
    EXPECT_EQ(told(), "given up 2024-09-13T11:30");
    EXPECT_EQ(state_told({}, {}, log.reading()), "draft");
}

TEST_F(WayToReaders, ShowsWhoHasTakenNoteAndWhoseWordsAreNotCleared) {
    log.record(v1::KIND_ANNOUNCEMENT, "a1", {"asked=yGEO,yIRL"}, announcement);
    log.record(v1::KIND_CLEARANCE, "a1", {"quotes=Ana Silva,Nino Beridze:cleared", "embargo=2024-09-14T10:00"},
               clearance);
    v1::Acknowledgement note;
    note.set_at_ms(SeriesLog::at("2024-09-13T11:45"));
    log.keep(v1::KIND_ACKNOWLEDGEMENT, "a1@yIRL", note);
    const auto rows = rows_of(view(), log.reading());
    EXPECT_THAT(rows, Contains(Pair("asked", "Georgia: not yet")));
    EXPECT_THAT(rows, Contains(Pair("asked", "Ireland: took note 2024-09-13T11:45")));
    EXPECT_THAT(rows, Contains(Pair("quote", "Ana Silva: not cleared yet")));
    EXPECT_THAT(rows, Contains(Pair("quote", "Nino Beridze: cleared")));
    EXPECT_THAT(rows, Contains(Pair("embargo", "the press hold it until 2024-09-14T10:00, all others see it then")));
    EXPECT_THAT(rows, Contains(Pair("digest", "64696765, as --digest of `approve`")));
}

TEST_F(WayToReaders, IsTheSameForAProgram) {
    approve("k1", "p2");
    const auto object = to_json(view(), log.reading()).as_object();
    EXPECT_EQ(object.at("keys_turned").as_int64(), 1);
    EXPECT_EQ(object.at("keys_missing").as_int64(), 1);
    EXPECT_TRUE(object.at("keys").as_array().at(0).at("turned").as_bool());
    EXPECT_EQ(object.at("languages").at("en").as_string(), "authentic");
}

}  // namespace
}  // namespace dais::client
