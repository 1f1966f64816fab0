// A summit's look, each by the eyes of every audience (converge.h).
#include <gmock/gmock.h>

#include "server/summit/limits.h"
#include "tests/summit/converge.h"
#include "tests/summit/series_log.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

const std::string kPng = "\x89PNG\r\n\x1a\n and so on";
const std::string kWebp = "RIFF\x10\x10\x10\x10WEBPVP8 ";
const std::string kSvg = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>";

class Styled {
public:
    Styled() {
        v1::Look look;
        look.set_brand("#16335c");
        look.set_logo(kSvg);
        log.done(put(look));
    }

    TestLog log;

    v1::Look held() const { return log.state().get<v1::Look>(v1::KIND_LOOK, "m").value_or(v1::Look()); }
    v1::Command put(const v1::Look& look) {
        v1::Command command = log.command();
        *command.mutable_put_look()->mutable_look() = look;
        return command;
    }
    v1::Command put_accent(const std::string& accent) {
        v1::Look look = held();
        look.set_accent(accent);
        return put(look);
    }
    // Undoes the latest Change.
    void undo() {
        v1::Command command = log.command();
        command.mutable_undo()->set_position(command.basis());
        log.done(command);
    }
};

TEST(Look, HasColoursAsTheWebWritesThem) {
    Styled styled;
    styled.log.done(styled.put_accent("#C8102e"));
    EXPECT_EQ(styled.held().accent(), "#c8102e");
    EXPECT_EQ(styled.held().brand(), "#16335c");
    styled.log.done(styled.put_accent(""));
    for (const char* wrong : {"c8102e", "#c8102", "#c8102e0", "#c8102g", "red", "#fff", "#c8102e;"}) {
        const v1::Refusal no = styled.log.refused(styled.put_accent(wrong));
        EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID) << wrong;
        EXPECT_EQ(no.field(), "look.accent");
        EXPECT_THAT(no.message(), HasSubstr("#16335c"));
        v1::Look look;
        look.set_brand(wrong);
        EXPECT_EQ(styled.log.refused(styled.put(look)).field(), "look.brand");
    }
}

struct LogoExample {
    const char* what;
    std::string logo;
    const char* said = nullptr;  // in the refusal; nullptr: it is well
};

TEST(Look, HasALogoThatIsAPictureAndNothingElse) {
    const LogoExample examples[] = {
        {"none", ""},
        {"a PNG", kPng},
        {"the beginning of one", kPng.substr(0, 7), "save it as SVG, PNG or WebP"},
        {"a WebP", kWebp},
        {"another RIFF", "RIFF\x10\x10\x10\x10WAVEfmt ", "save it as SVG, PNG or WebP"},
        {"a short one", "RIFFWEBP", "save it as SVG, PNG or WebP"},
        {"an SVG", kSvg},
        {"one with its declaration", "\xef\xbb\xbf <?xml version='1.0'?>\n<!DOCTYPE svg>\n" + kSvg},
        {"one with a comment", "<!-- drawn by hand -->" + kSvg},
        {"one that begins late", "<!--" + std::string(1'100, '-') + "-->" + kSvg, "save it as SVG, PNG or WebP"},
        {"a page", "<html><svg></svg></html>", "save it as SVG, PNG or WebP"},
        {"a GIF", "GIF89a", "save it as SVG, PNG or WebP"},
        {"one that does something", "<svg><Script>alert(1)</Script></svg>", "plain SVG"},
        {"one with a page in it", "<svg><foreignObject></foreignObject></svg>", "plain SVG"},
        {"one with a picture elsewhere", "<svg><image href=\"http://example.org/1.png\"/></svg>", "plain SVG"},
        {"however that is written", "<svg><image xlink:href =\n'HTTPS://example.org/1.png'/></svg>", "plain SVG"},
        {"or from whatever it is", "<svg><image href='//example.org/1.png'/></svg>", "plain SVG"},
        {"one with a part of its own", "<svg><use href='#a'/></svg>"},
        {"as large as may be", kPng + std::string(kLogoBytesMax - kPng.size(), '\0')},
        {"larger", kPng + std::string(kLogoBytesMax - kPng.size() + 1, '\0'), "at most 16384"},
    };
    for (const LogoExample& example : examples) {
        SCOPED_TRACE(example.what);
        for (const bool on_dark : {false, true}) {
            Styled styled;
            v1::Look look;
            look.set_brand("#16335c");
            (on_dark ? *look.mutable_logo_on_dark() : *look.mutable_logo()) = example.logo;
            if (example.said == nullptr) {
                styled.log.done(styled.put(look));
                EXPECT_EQ(styled.held().SerializeAsString(), look.SerializeAsString());
                continue;
            }
            const v1::Refusal no = styled.log.refused(styled.put(look));
            EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID);
            EXPECT_THAT(no.field(), HasSubstr(on_dark ? "logo_on_dark" : "logo"));
            EXPECT_THAT(no.message(), HasSubstr(example.said));
        }
    }
}

TEST(Look, MayHaveBothLogosAsLargeAsMayBe) {
    Styled styled;
    v1::Look look;
    look.set_logo(kPng + std::string(kLogoBytesMax - kPng.size(), 'x'));
    look.set_logo_on_dark(look.logo());
    styled.log.done(styled.put(look));
    EXPECT_EQ(styled.held().SerializeAsString(), look.SerializeAsString());
}

TEST(Look, IsASummitsAndSeenByAll) {
    Styled styled;
    const Record& record = *styled.log.state().find(v1::KIND_LOOK, "m");
    EXPECT_EQ(record.owner, "m");
    for (const v1::Audience audience : kAudiences) {
        SCOPED_TRACE(v1::Audience_Name(audience));
        ASSERT_TRUE(record.visible_to(audience));
        EXPECT_EQ(record.as_seen_by(audience), styled.held().SerializeAsString());
    }
    SeriesLog series;
    const v1::Refusal no = series.refused([](auto& c) { c.mutable_put_look()->mutable_look()->set_brand("#16335c"); });
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(no.field(), "log");
}

TEST(Look, IsPutAsOneSawIt) {
    Styled styled;
    v1::Command late = styled.put_accent("#c8102e");
    styled.log.done(styled.put_accent("#123456"));
    EXPECT_EQ(styled.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
    late.clear_basis();
    EXPECT_EQ(styled.log.refused(late).field(), "basis");
    EXPECT_EQ(styled.held().accent(), "#123456");
}

TEST(Look, ThatSaysNothingIsNoneAndComesBackByAnUndo) {
    Styled styled;
    const v1::Look look = styled.held();
    const std::string before = styled.log.state().dump(v1::AUDIENCE_STAFF);
    styled.log.done(styled.put(v1::Look()));
    EXPECT_EQ(styled.log.state().find(v1::KIND_LOOK, "m"), nullptr);
    const std::string after = styled.log.state().dump(v1::AUDIENCE_STAFF);
    styled.log.done(styled.put(v1::Look()));
    EXPECT_EQ(styled.log.state().dump(v1::AUDIENCE_STAFF), after) << "there is none already";
    styled.undo();
    EXPECT_EQ(styled.log.state().dump(v1::AUDIENCE_STAFF), before);
    styled.undo();
    EXPECT_EQ(styled.log.state().dump(v1::AUDIENCE_STAFF), after);
    styled.log.done(styled.put(look));
    EXPECT_EQ(styled.log.state().dump(v1::AUDIENCE_STAFF), before);
    styled.undo();
    EXPECT_EQ(styled.log.state().dump(v1::AUDIENCE_STAFF), after);
}

TEST(Look, TakesADraftsFieldsAndKeepsWhatChangedLive) {
    Styled styled;
    v1::Command draft = styled.log.command();
    draft.mutable_put_draft()->mutable_draft()->set_name("Last day");
    v1::Command step = styled.log.command();
    step.mutable_add_draft_step()->set_draft(styled.log.done(draft));
    step.mutable_add_draft_step()->set_command(styled.put_accent("#c8102e").SerializeAsString());
    step.set_basis(styled.log.command().basis());
    styled.log.done(step);
    v1::Look live = styled.held();
    live.set_brand("#123456");
    styled.log.done(styled.put(live));
    v1::Command publish = styled.log.command();
    publish.mutable_publish_draft()->set_id(step.add_draft_step().draft());
    styled.log.done(publish);
    EXPECT_EQ(styled.held().accent(), "#c8102e");
    EXPECT_EQ(styled.held().brand(), "#123456");
    EXPECT_EQ(styled.held().logo(), kSvg);
}

}  // namespace
}  // namespace dais::summit
