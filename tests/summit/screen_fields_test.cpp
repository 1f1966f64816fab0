// What a big screen may be put as, field by field, a new one and one that is there (hung.h).
#include "server/summit/identifier.h"
#include "tests/summit/hung.h"

namespace dais::summit {
namespace {

constexpr auto kInvalid = v1::REFUSAL_CODE_INVALID;
constexpr auto kNotFound = v1::REFUSAL_CODE_NOT_FOUND;

struct ScreenExample {
    const char* what;
    void (*change)(v1::Screen&, const Hung&);
    const char* field = "";  // at fault; empty: it is well
    v1::RefusalCode code = kInvalid;
};

const ScreenExample kSetups[] = {
    {"as it is", [](v1::Screen&, const Hung&) {}},
    {"without a name", [](v1::Screen& s, const Hung&) { s.clear_name(); }, "screen.name"},
    {"called by blanks", [](v1::Screen& s, const Hung&) { s.set_name(" \t "); }, "screen.name"},
    {"with a long name", [](v1::Screen& s, const Hung&) { s.set_name(std::string(100, 'n')); }},
    {"with a longer one", [](v1::Screen& s, const Hung&) { s.set_name(std::string(101, 'n')); }, "screen.name"},
    {"called as nobody can", [](v1::Screen& s, const Hung&) { s.set_name("Hall\x1b"); }, "name"},
    {"elsewhere", [](v1::Screen& s, const Hung&) { s.clear_room(); }},
    {"in no room that there is", [](v1::Screen& s, const Hung&) { s.set_room("r0000"); }, "screen.room", kNotFound},
    {"in a person", [](v1::Screen& s, const Hung& h) { s.set_room(h.log.person); }, "screen.room", kNotFound},
    {"in languages of its own",
     [](v1::Screen& s, const Hung&) {
         for (const char* one : {"pt-CV", "en", "fr", "ar", "es", "de", "it", "nl"}) s.add_languages(one);
     }},
    {"in more than anybody waits for",
     [](v1::Screen& s, const Hung&) {
         for (const char* one : {"pt-CV", "en", "fr", "ar", "es", "de", "it", "nl", "sv"}) s.add_languages(one);
     },
     "screen.languages"},
    {"in one of them twice",
     [](v1::Screen& s, const Hung&) {
         for (const char* one : {"en", "fr", "en"}) s.add_languages(one);
     },
     "screen.languages"},
    {"in none that there is", [](v1::Screen& s, const Hung&) { s.add_languages("f r"); }, "screen.languages"},
    {"in an empty one", [](v1::Screen& s, const Hung&) { s.add_languages(""); }, "screen.languages"},
    {"turning quickly", [](v1::Screen& s, const Hung&) { s.set_language_turn_s(5); }},
    {"turning too quickly", [](v1::Screen& s, const Hung&) { s.set_language_turn_s(4); }, "screen.language_turn_s"},
    {"turning slowly", [](v1::Screen& s, const Hung&) { s.set_language_turn_s(600); }},
    {"turning too slowly", [](v1::Screen& s, const Hung&) { s.set_language_turn_s(601); }, "screen.language_turn_s"},
    {"dark on light", [](v1::Screen& s, const Hung&) { s.set_theme(v1::SCREEN_THEME_HIGH_CONTRAST); }},
    {"in colours unknown", [](v1::Screen& s, const Hung&) { s.set_theme(static_cast<v1::ScreenTheme>(9)); }, "theme"},
    {"on its side", [](v1::Screen& s, const Hung&) { s.set_turn(v1::SCREEN_TURN_270); }},
    {"askew", [](v1::Screen& s, const Hung&) { s.set_turn(static_cast<v1::ScreenTurn>(9)); }, "turn"},
    {"with a wide edge", [](v1::Screen& s, const Hung&) { s.set_safe_area_permille(100); }},
    {"with a wider one", [](v1::Screen& s, const Hung&) { s.set_safe_area_permille(101); },
     "screen.safe_area_permille"},
};

// Of a Screen that hangs in the plenary hall.
const ScreenExample kScenes[] = {
    {"the hall", [](v1::Screen& s, const Hung&) { *s.mutable_scene() = scene(v1::SCENE_KIND_HALL); }},
    {"nothing that there is",
     [](v1::Screen& s, const Hung&) { *s.mutable_scene() = scene(static_cast<v1::SceneKind>(40)); }, "scene.kind"},
    {"its own door", [](v1::Screen& s, const Hung&) { *s.mutable_scene() = scene(v1::SCENE_KIND_DOOR); }},
    {"another's",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_DOOR);
         s.mutable_scene()->set_room(h.log.room_b);
     }},
    {"the door of no room that there is",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_DOOR);
         s.mutable_scene()->set_room("r0000");
     },
     "screen.scene.room", kNotFound},
    {"the door of none at all",
     [](v1::Screen& s, const Hung&) {
         *s.mutable_scene() = scene(v1::SCENE_KIND_DOOR);
         s.clear_room();
     },
     "screen.scene.room"},
    {"the floor of whatever is on",
     [](v1::Screen& s, const Hung&) {
         *s.mutable_scene() = scene(v1::SCENE_KIND_FLOOR);
         s.clear_room();
     }},
    {"the podium of whatever is on",
     [](v1::Screen& s, const Hung&) {
         *s.mutable_scene() = scene(v1::SCENE_KIND_PODIUM);
         s.clear_room();
     }},
    {"the floor of a session, wherever that is",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_FLOOR);
         s.mutable_scene()->set_session(h.log.panel);
         s.clear_room();
     }},
    {"the podium of a session, with words",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_PODIUM);
         s.mutable_scene()->set_session(h.log.panel);
         *s.mutable_scene()->add_note() = text("en", "Please conclude");
     }},
    {"the door of a session",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_DOOR);
         s.mutable_scene()->set_session(h.log.panel);
     },
     "screen.scene.session"},
    {"the floor of what is hidden",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_FLOOR);
         s.mutable_scene()->set_session(h.log.hidden);
     },
     "screen.scene.session", kNotFound},
    {"the floor of what there is not",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_FLOOR);
         s.mutable_scene()->set_session("s0000");
     },
     "screen.scene.session", kNotFound},
    {"the hall of a room",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_HALL);
         s.mutable_scene()->set_room(h.log.room_b);
     },
     "screen.scene.room"},
    {"what suits a room", [](v1::Screen& s, const Hung& h) { s.mutable_scene()->set_room(h.log.room_b); },
     "screen.scene.room"},
    {"the roll that is open", [](v1::Screen& s, const Hung&) { *s.mutable_scene() = scene(v1::SCENE_KIND_ROLL); }},
    {"a roll of the series",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_ROLL);
         s.mutable_scene()->set_declaration("l12ab");
     }},
    {"the roll of a room",
     [](v1::Screen& s, const Hung& h) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_ROLL);
         s.mutable_scene()->set_declaration(h.log.room_a);
     },
     "screen.scene.declaration"},
    {"the roll of what is no id",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_ROLL);
         s.mutable_scene()->set_declaration("l1 <b>");
     },
     "screen.scene.declaration"},
    {"the welcome of a declaration",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_WELCOME);
         s.mutable_scene()->set_declaration("l12ab");
     },
     "screen.scene.declaration"},
    {"all announcements", [](v1::Screen& s, const Hung&) { *s.mutable_scene() = scene(v1::SCENE_KIND_ANNOUNCEMENT); }},
    {"one that there is not",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_ANNOUNCEMENT);
         s.mutable_scene()->set_announcement("a0000");
     },
     "screen.scene.announcement", kNotFound},
    {"one of them on a test card",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_TEST_CARD);
         s.mutable_scene()->set_announcement("a0000");
     },
     "screen.scene.announcement"},
    {"a welcome with words",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_WELCOME);
         *s.mutable_scene()->add_note() = text("fr", "Bienvenue");
         *s.mutable_scene()->add_note() = text("en", "Welcome");
     }},
    {"words twice in one language",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_STANDBY);
         *s.mutable_scene()->add_note() = text("en", "Back at two");
         *s.mutable_scene()->add_note() = text("en", "Back at three");
     },
     "scene.note"},
    {"the hall with words",
     [](v1::Screen& s, const Hung&) {
         s.mutable_scene()->set_kind(v1::SCENE_KIND_HALL);
         *s.mutable_scene()->add_note() = text("en", "Welcome");
     },
     "screen.scene.note"},
};

void expect_as_told(const ScreenExample& example) {
    for (const bool is_new : {true, false}) {
        SCOPED_TRACE(std::string(example.what) + (is_new ? ", a new one" : ", one that is there"));
        Hung hung;
        v1::Screen screen = hung.held(hung.hall);
        if (is_new) screen.set_name("Another");
        screen.set_staff_note("on the left");
        example.change(screen, hung);
        const v1::Command put = hung.put(screen, is_new ? "" : hung.hall);
        if (*example.field == '\0') {
            const std::string made = hung.log.done(put);
            EXPECT_EQ(made == hung.hall, !is_new);
            EXPECT_EQ(kind_of_id(made), v1::KIND_SCREEN);
        } else {
            const v1::Refusal no = hung.log.refused(put);
            EXPECT_EQ(no.code(), example.code) << no.message();
            EXPECT_EQ(no.field(), example.field) << no.message();
        }
    }
}

TEST(Screens, AreCheckedFieldByField) {
    for (const ScreenExample& example : kSetups) expect_as_told(example);
}

TEST(Screens, ShowWhatThereIsAndEverybodyMaySee) {
    for (const ScreenExample& example : kScenes) expect_as_told(example);
}

}  // namespace
}  // namespace dais::summit
