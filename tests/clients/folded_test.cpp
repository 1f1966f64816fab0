#include "clients/cpp/folded.h"

#include <gtest/gtest.h>

namespace dais::client {
namespace {

TEST(Folded, WhatAKeyboardTypesIsWhatATypesetterPrints) {
    EXPECT_EQ(folded("Côte d’Ivoire"), "cote d'ivoire");
    EXPECT_EQ(folded("COTE D'IVOIRE"), "cote d'ivoire");
    EXPECT_EQ(folded("Guinée‑Bissau"), folded("guinee-bissau"));
    EXPECT_EQ(folded("1990 – 2000"), folded("1990 - 2000"));
    EXPECT_EQ(folded("Plénière : bilan"), folded("Plénière\u00A0: bilan"));
    EXPECT_EQ(folded("« Bilan »"), folded("\"  Bilan \""));
    EXPECT_EQ(folded("  the\u202F\n hall "), "the hall");
}

TEST(Folded, AccentsAndLigaturesOfManyLanguages) {
    EXPECT_EQ(folded("ÀÂÇÉÈÊËÎÏÔÙÛÜŸ"), "aaceeeeiiouuuy");
    EXPECT_EQ(folded("São Tomé, Åland, Türkiye, Český, Łódź, Œuvre, Straße"),
              "sao tome, aland, turkiye, cesky, lodz, oeuvre, strasse");
    EXPECT_EQ(folded("e\u0301"), "e");
    EXPECT_EQ(folded("ΑΘΗΝΑ"), folded("αθηνα"));
    EXPECT_EQ(folded("МОСКВА, Ёлка"), folded("москва, ёлка"));
    EXPECT_EQ(folded("أحمد"), folded("احمد"));
    EXPECT_EQ(folded("مُحَمَّد"), folded("محمد"));
}

TEST(Folded, WhatIsDifferentStaysDifferentAndNothingIsLost) {
    EXPECT_NE(folded("Niger"), folded("Nigeria"));
    EXPECT_NE(folded("2 × 3"), folded("2 x 3"));
    EXPECT_EQ(folded("会议"), "会议");
    EXPECT_EQ(folded("a\xff\xc3"), "a\xff\xc3");
    EXPECT_EQ(folded(""), "");
    EXPECT_EQ(folded(" \u200E "), "");
}

}  // namespace
}  // namespace dais::client
