#include "server/parties/parties.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "server/summit/hash.h"

namespace dais::parties {
namespace {

const std::vector<std::string> kLanguages = {"ar", "en", "es", "fr", "pt", "ru", "zh"};

using Parties = std::map<std::string, v1::Party>;

Parties all_by_id() {
    Parties parties;
    const v1::ImportProgramme programme = all();
    for (const v1::ImportedParty& one : programme.parties())
        EXPECT_TRUE(parties.emplace(one.external_id(), one.party()).second) << one.external_id();
    return parties;
}

std::string name_in(const v1::Party& party, const std::string& language) {
    for (const v1::LocalText& name : party.name())
        if (name.language() == language) return name.text();
    return "";
}

bool is_in(const v1::Party& party, const std::string& group) {
    return std::find(party.groups().begin(), party.groups().end(), group) != party.groups().end();
}

int how_many(const Parties& parties, const std::function<bool(const v1::Party&)>& wanted) {
    return static_cast<int>(
        std::count_if(parties.begin(), parties.end(), [&](const auto& one) { return wanted(one.second); }));
}

std::set<std::string> chosen_ids(const Choice& choice) {
    const Chosen chosen = choose(choice);
    EXPECT_EQ(chosen.problem, "");
    std::set<std::string> ids;
    for (const v1::ImportedParty& one : chosen.programme.parties()) ids.insert(one.external_id());
    return ids;
}

TEST(Parties, MembersAreExactly193AndObserverStatesTwo) {
    const Parties parties = all_by_id();
    std::set<std::string> observer_states;
    int members = 0;
    for (const auto& [id, party] : parties) {
        if (party.kind() != v1::PARTY_KIND_STATE) continue;
        if (party.membership() == v1::MEMBERSHIP_MEMBER) ++members;
        if (party.membership() == v1::MEMBERSHIP_OBSERVER) observer_states.insert(party.code());
    }
    EXPECT_EQ(members, 193);
    EXPECT_EQ(observer_states, (std::set<std::string>{"PSE", "VAT"}));
}

TEST(Parties, TerritoriesThatTheStatisticiansListAreNoParties) {
    const Parties parties = all_by_id();
    for (const char* code : {"GRL", "HKG", "PRI", "COK", "NIU", "ESH", "ATA", "REU", "TWN", "XKX"})
        EXPECT_FALSE(parties.contains(code)) << code;
}

TEST(Parties, StatesHaveBothCodesOnceAndAFlag) {
    std::set<std::string> codes, codes2;
    for (const auto& [id, party] : all_by_id()) {
        if (party.kind() != v1::PARTY_KIND_STATE) continue;
        EXPECT_EQ(party.code(), id);
        EXPECT_EQ(party.code().size(), 3u) << id;
        EXPECT_EQ(party.code2().size(), 2u) << id;
        EXPECT_TRUE(codes.insert(party.code()).second) << id;
        EXPECT_TRUE(codes2.insert(party.code2()).second) << id;
        EXPECT_TRUE(party.has_flag()) << id;
    }
    EXPECT_EQ(codes.size(), 195u);
}

TEST(Parties, OrganisationsAreNoStatesAndHaveNeitherCodeNorFlag) {
    const Parties parties = all_by_id();
    int organisations = 0;
    for (const auto& [id, party] : parties) {
        if (party.kind() == v1::PARTY_KIND_STATE) continue;
        ++organisations;
        EXPECT_TRUE(party.kind() == v1::PARTY_KIND_REGIONAL_ORGANISATION ||
                    party.kind() == v1::PARTY_KIND_INTERNATIONAL_ORGANISATION)
            << id;
        EXPECT_EQ(party.code() + party.code2(), "") << id;
        EXPECT_FALSE(party.has_flag()) << id;
        EXPECT_NE(party.membership(), v1::MEMBERSHIP_MEMBER) << id;
    }
    EXPECT_EQ(organisations, 26);
    for (const char* id :
         {"european-union", "african-union", "ecowas", "league-of-arab-states", "cplp", "oif", "commonwealth", "iom"})
        EXPECT_TRUE(parties.contains(id)) << id;
    EXPECT_EQ(parties.at("iom").membership(), v1::MEMBERSHIP_UNSPECIFIED) << "it belongs to the United Nations system";
}

TEST(Parties, NamibiaIsNA) {
    const v1::Party namibia = all_by_id().at("NAM");
    EXPECT_EQ(namibia.code2(), "NA");
    EXPECT_EQ(name_in(namibia, "en"), "Namibia");
    EXPECT_EQ(name_in(namibia, "pt"), "Namíbia");
}

TEST(Parties, EachHasANameInAllSevenLanguagesThatNoOtherHas) {
    const Parties parties = all_by_id();
    for (const std::string& language : kLanguages) {
        std::map<std::string, std::string> whose;
        for (const auto& [id, party] : parties) {
            const std::string name = name_in(party, language);
            EXPECT_NE(name, "") << id << " in " << language;
            const auto [other, is_new] = whose.emplace(name, id);
            EXPECT_TRUE(is_new) << language << ": " << name << " is " << id << " and " << other->second;
        }
    }
    for (const auto& [id, party] : parties) EXPECT_EQ(party.name_size(), static_cast<int>(kLanguages.size())) << id;
}

TEST(Parties, NamesAreThoseOfTodayInEveryLanguage) {
    const Parties parties = all_by_id();
    const std::map<std::string, std::vector<std::string>> today = {
        // In the order of kLanguages.
        {"CIV",
         {"كوت ديفوار", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Кот-д'Ивуар", "科特迪瓦"}},
        {"TUR", {"تركيا", "Türkiye", "Türkiye", "Türkiye", "Türkiye", "Турция", "土耳其"}},
        {"CZE", {"تشيكيا", "Czechia", "Chequia", "Tchéquie", "Chéquia", "Чехия", "捷克"}},
        {"SWZ", {"إسواتيني", "Eswatini", "Eswatini", "Eswatini", "Essuatíni", "Эсватини", "斯威士兰"}},
        {"MKD",
         {"مقدونيا الشمالية", "North Macedonia", "Macedonia del Norte", "Macédoine du Nord", "Macedónia do Norte",
          "Северная Македония", "北马其顿"}},
        {"CPV", {"كابو فيردي", "Cabo Verde", "Cabo Verde", "Cabo Verde", "Cabo Verde", "Кабо-Верде", "佛得角"}},
        {"PSE",
         {"دولة فلسطين", "State of Palestine", "Estado de Palestina", "État de Palestine", "Estado da Palestina",
          "Государство Палестина", "巴勒斯坦国"}},
        {"VAT", {"الكرسي الرسولي", "Holy See", "Santa Sede", "Saint-Siège", "Santa Sé", "Святой Престол", "教廷"}},
    };
    for (const auto& [code, names] : today)
        for (std::size_t i = 0; i < kLanguages.size(); ++i)
            EXPECT_EQ(name_in(parties.at(code), kLanguages[i]), names[i]) << code << " in " << kLanguages[i];
}

TEST(Parties, FormalNamesAreThereWhereTheyDiffer) {
    int with_formal_name = 0;
    for (const auto& [id, party] : all_by_id()) {
        with_formal_name += party.formal_name().empty() ? 0 : 1;
        for (const v1::LocalText& formal : party.formal_name()) {
            EXPECT_NE(formal.text(), name_in(party, formal.language())) << id;
            for (const char* leftover : {"*", "  ", "the ", "(the)"})
                EXPECT_FALSE(formal.text().starts_with(leftover)) << formal.text();
            EXPECT_EQ(formal.text().find('*'), std::string::npos) << formal.text();
        }
    }
    EXPECT_GE(with_formal_name, 150);
}

TEST(Parties, GroupsHaveTheSizesOfTheirLists) {
    const Parties parties = all_by_id();
    const std::map<std::string, int> sizes = {
        {"African States", 54},
        {"Asia-Pacific States", 55},                  // with Türkiye
        {"Eastern European States", 23},              //
        {"Latin American and Caribbean States", 33},  //
        {"Western European and other States", 29},    // with Türkiye and, as observer, the United States
        {"AOSIS", 37},  // 39 with the Cook Islands and Niue, which are no members of the UN
        {"Arab Group", 22},
        {"EU", 27},
        {"G77", 134},
        {"LDC", 44},  // Sao Tome and Principe has graduated since the list of 45
        {"LLDC", 32},
        {"SIDS", 37},
    };
    for (const auto& [group, size] : sizes)
        EXPECT_EQ(how_many(parties, [&](const v1::Party& party) { return is_in(party, group); }), size) << group;
    for (const auto& [id, party] : parties)
        for (const std::string& group : party.groups()) EXPECT_TRUE(sizes.contains(group)) << id << ": " << group;
}

TEST(Parties, EveryMemberIsInARegionalGroupAndTürkiyeInTwo) {
    for (const auto& [id, party] : all_by_id()) {
        if (party.membership() != v1::MEMBERSHIP_MEMBER) continue;
        const auto regional = std::count_if(party.groups().begin(), party.groups().end(),
                                            [](const std::string& group) { return group.ends_with(" States"); });
        EXPECT_EQ(regional, id == "TUR" ? 2 : 1) << id;
    }
}

TEST(Parties, NoTranslationIsOutdated) {
    for (const auto& [id, party] : all_by_id())
        for (const v1::LocalText& name : party.name()) {
            EXPECT_NE(name.origin(), v1::ORIGIN_UNSPECIFIED) << id;
            EXPECT_EQ(name.source_digest().size(), name.origin() == v1::ORIGIN_AUTHENTIC ? 0u : 8u) << id;
        }
    const v1::Party namibia = all_by_id().at("NAM");
    EXPECT_EQ(namibia.name(4).language(), "pt");
    EXPECT_EQ(namibia.name(4).source_digest(), summit::Hash().bytes("Namibia").finish().substr(0, 8));
}

TEST(Parties, AChoiceIsListsAndCodesWhateverTheirCase) {
    EXPECT_EQ(chosen_ids({.members = true}).size(), 193u);
    EXPECT_EQ(chosen_ids({.observers = true}), (std::set<std::string>{"PSE", "VAT"}));
    EXPECT_EQ(chosen_ids({.members = true, .observers = true}).size(), 195u);
    EXPECT_EQ(chosen_ids({.organisations = true}).size(), 26u);
    EXPECT_EQ(chosen_ids({.codes = {"nam", "European-Union"}}), (std::set<std::string>{"NAM", "european-union"}));
    EXPECT_EQ(chosen_ids({.members = true, .codes = {"NAM", "iom"}}).size(), 194u);
}

TEST(Parties, AChoiceOfNothingOrOfNobodyIsToldHowToMendIt) {
    EXPECT_NE(choose({}).problem.find("Nothing is chosen"), std::string::npos);
    EXPECT_NE(choose({.codes = {"NAM", "XYZ"}}).problem.find("“XYZ”"), std::string::npos);
    EXPECT_NE(choose({.codes = {"AU"}}).problem.find("Australia"), std::string::npos);
    EXPECT_EQ(choose({.codes = {"\xff\x01"}}).problem.find('\xff'), std::string::npos);
    EXPECT_NE(choose({.codes = std::vector<std::string>(kCodesMax + 1, "NAM")}).problem.find("At most"),
              std::string::npos);
    EXPECT_TRUE(choose({.codes = {"NAM", "XYZ"}}).programme.parties().empty()) << "nothing half chosen";
}

}  // namespace
}  // namespace dais::parties
