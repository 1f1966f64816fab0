#include "clients/cpp/parties.h"

#include <gtest/gtest.h>

namespace dais::client {
namespace {

v1::LocalText text(const std::string& language, const std::string& words) {
    v1::LocalText text;
    text.set_language(language);
    text.set_text(words);
    return text;
}

void put(summit::Records& records, const std::string& id, const v1::Party& party) {
    v1::Entry entry;
    entry.set_kind(v1::KIND_PARTY);
    entry.set_id(id);
    entry.set_put(party.SerializeAsString());
    records.apply(entry);
}

TEST(ListedParties, ANameIsInTheReadersLanguageOrAnotherFormOfIt) {
    v1::Party party;
    for (const auto& [language, words] : {std::pair("en", "Namibia"), {"fr", "Namibie"}, {"pt-CV", "Namíbia"}})
        *party.add_name() = text(language, words);
    EXPECT_EQ(shown_in(party.name(), "fr"), "Namibie");
    EXPECT_EQ(shown_in(party.name(), "fr-CH"), "Namibie");
    EXPECT_EQ(shown_in(party.name(), "PT"), "Namíbia");
    EXPECT_EQ(shown_in(party.name(), "pt-BR"), "Namíbia");
    EXPECT_EQ(shown_in(party.name(), "zh"), "Namibia");
    EXPECT_EQ(shown_in(party.name(), ""), "Namibia");
}

TEST(ListedParties, AGroupIsMeantByItsBeginningWhateverTheCase) {
    v1::Party party;
    party.add_groups("African States");
    party.add_groups("LLDC");
    EXPECT_TRUE(belongs_to(party, ""));
    EXPECT_TRUE(belongs_to(party, "african"));
    EXPECT_TRUE(belongs_to(party, "lldc"));
    EXPECT_FALSE(belongs_to(party, "LDC")) << "landlocked is another group";
    EXPECT_FALSE(belongs_to(party, "African States and more"));
}

TEST(ListedParties, StatesComeByCodeAndThenTheOthersByName) {
    summit::Records records;
    v1::Party zambia, angola, union_of_states, bank;
    zambia.set_code("ZMB");
    angola.set_code("AGO");
    *union_of_states.add_name() = text("en", "African Union");
    *bank.add_name() = text("en", "Development Bank");
    put(records, "y1", bank);
    put(records, "y2", zambia);
    put(records, "y3", union_of_states);
    put(records, "y4", angola);
    std::string order;
    for (const auto& [id, party] : listed_parties(records, "", "en")) order += id + " ";
    EXPECT_EQ(order, "y4 y2 y3 y1 ");
}

}  // namespace
}  // namespace dais::client
