#include "server/interchange/plain_text.h"

#include <gtest/gtest.h>

#include "server/interchange/html_text.h"
#include "server/interchange/schedule_time.h"

namespace dais::interchange {
namespace {

std::string plain(const std::string& text) {
    Mending mending;
    return long_text(text, 65'536, mending);
}

TEST(PlainText, HtmlBecomesLinesItemsAndAddresses) {
    EXPECT_EQ(plain("<p>One\ntwo</p>\n<p>three<br/>four</p>"), "One two\n\nthree\nfour");
    EXPECT_EQ(plain("<ul>\n<li>one</li>\n<li> two</li>\n</ul>"), "- one\n- two");
    EXPECT_EQ(plain("<p>See <a href=\"https://example.org/?a=1&amp;b=2\">this</a>.</p>"),
              "See this (https://example.org/?a=1&b=2).");
    EXPECT_EQ(plain("<p><a href='https://example.org'>https://example.org</a></p>"), "https://example.org");
    EXPECT_EQ(plain("<p><a href='javascript:alert(1)'>this</a></p>"), "this");
    EXPECT_EQ(plain("<p>It&#39;s&nbsp;caf&eacute; &amp; &lt;b&gt;</p>"), "It's café & <b>");
    EXPECT_EQ(plain("<p>a<script>alert('<p>')</script>b<style>p{}</style>c<!-- <p>d -->e</p>"), "abce");
    EXPECT_EQ(plain("<h2>Head</h2><pre>  code\n  more</pre>"), "Head\n\n  code\n  more");
}

TEST(PlainText, WhatIsNoHtmlStaysAsItIs) {
    for (const char* text :
         {"a < b and b > c", "std::vector<int> v;", "# Head\n\n* one\n* two", "<https://example.org>", "AT&T", "x & y;",
          "5 <p", "Use `<p>` tags.", "1. one\n2. two\n\n> said"})
        EXPECT_EQ(plain(text), text);
}

TEST(PlainText, AStrayTagInMarkdownKeepsItsLines) {
    EXPECT_EQ(plain("* one<br>\n* two **bold**<br>\n* three"), "* one\n* two **bold**\n* three");
}

TEST(PlainText, LinesAreTidied) { EXPECT_EQ(plain("  \r\n one  \r\n\r\n\r\n\r\ntwo\t\r\n"), " one\n\ntwo"); }

TEST(PlainText, CutsBetweenCharacters) {
    EXPECT_EQ(cut_utf8("aé", 2), "a");
    EXPECT_EQ(cut_utf8("aé", 3), "aé");
    EXPECT_EQ(cut_utf8("🚢", 3), "");
    Mending mending;
    EXPECT_EQ(one_line("ééééé", 8, mending), "éé…");
    EXPECT_TRUE(mending.cut);
}

TEST(PlainText, JoinersOfScriptsAndEmojiStay) {
    Mending mending;
    EXPECT_EQ(one_line("👨‍👩‍👧 می‌خواهم", 100, mending), "👨‍👩‍👧 می‌خواهم");
    EXPECT_FALSE(mending.controls || mending.directions);
}

TEST(PlainText, Slugs) {
    EXPECT_EQ(slug("  Ærø & Łódź: 3 žluťoučký!  ", '-', 63), "aero-lodz-3-zlutoucky");
    EXPECT_EQ(slug("São Tomé", '_', 63), "sao_tome");
    EXPECT_EQ(slug("abc def", '-', 4), "abc");
    EXPECT_EQ(slug("日本", '-', 63), "");
}

TEST(PlainText, MailAddressesAreToldFromHandles) {
    EXPECT_TRUE(has_mail_address("Ana <ana@example.org>"));
    EXPECT_TRUE(has_mail_address("a.b@c.de"));
    EXPECT_FALSE(has_mail_address("@handle"));
    EXPECT_FALSE(has_mail_address("Bo (@bo)"));
    EXPECT_FALSE(has_mail_address("@me@social.example"));
    EXPECT_FALSE(has_mail_address("meet @ six"));
    EXPECT_EQ(without_mail_addresses("Ana <ana@example.org>"), "Ana");
    EXPECT_EQ(without_mail_addresses("ana@example.org"), "ana");
}

TEST(ScheduleTime, UnderstandsNothingThatIsNoTime) {
    for (const char* text :
         {"", "2026", "2026-13-01T00:00:00Z", "2026-02-30", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
          "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00Q", "20260101T000000Z", "99999-01-01", "2026-01-01T"})
        EXPECT_FALSE(parse_time(text)) << text;
    for (const char* text : {"", "24:00", "12", "12:60", "noon", "12:00 pm", "-1:00"})
        EXPECT_FALSE(parse_clock(text)) << text;
    for (const char* text : {"", "1", "1:", ":30", "1:2:3:4", "1.5:00", "-1:30", "9999999:00"})
        EXPECT_FALSE(parse_duration(text)) << text;
    EXPECT_EQ(written_offset(-3600), "-01:00");
    EXPECT_EQ(written_offset(19'800), "+05:30");
}

}  // namespace
}  // namespace dais::interchange
