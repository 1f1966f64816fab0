// Big screens: put and removed, told what to show all at once, each by the eyes of every audience (converge.h).
#include <gmock/gmock.h>

#include <map>

#include "server/summit/caseless.h"
#include "server/summit/limits.h"
#include "tests/summit/hung.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

constexpr auto kInvalid = v1::REFUSAL_CODE_INVALID;
constexpr auto kNotFound = v1::REFUSAL_CODE_NOT_FOUND;
constexpr auto kConflict = v1::REFUSAL_CODE_CONFLICT;

TEST(Screens, AreCalledDifferentlyWhateverTheCase) {
    Hung hung;
    v1::Screen screen;
    screen.set_name("  Étage À \n");
    const std::string id = hung.log.done(hung.put(screen));
    EXPECT_EQ(hung.held(id).name(), "Étage À");
    screen.set_name("éTAGE à");
    const v1::Refusal no = hung.log.refused(hung.put(screen));
    EXPECT_EQ(no.code(), kConflict);
    EXPECT_EQ(no.field(), "screen.name");
    EXPECT_THAT(no.message(), HasSubstr("“Étage À” (" + id + ")"));
    EXPECT_EQ(hung.log.done(hung.put(screen, id)), id) << "its own name is not taken";
    EXPECT_EQ(caseless("HALL Ÿ ŁÓDŹ ΆΩ ЀЯ قاعة 会场"), "hall ÿ łódź άω ѐя قاعة 会场");
}

TEST(Screens, OfAnIdThatIsNoScreensThereAreNone) {
    Hung hung;
    for (const std::string& id : {std::string("w0000"), hung.log.room_a}) {
        for (const v1::Command& command : {hung.put(hung.held(hung.hall), id), hung.remove(id)}) {
            const v1::Refusal no = hung.log.refused(command);
            EXPECT_EQ(no.code(), kNotFound);
            EXPECT_EQ(no.field(), "id");
        }
        const v1::Scene hall = scene(v1::SCENE_KIND_HALL);
        for (const v1::Command& command :
             {hung.show({hung.hall, id}, hall), hung.blank({id, hung.hall}, true),
              hung.identify({id}, hung.log.now_ms + 1'000), hung.reload({hung.hall, id})}) {
            const v1::Refusal no = hung.log.refused(command);
            EXPECT_EQ(no.code(), kNotFound);
            EXPECT_EQ(no.field(), "screens");
            EXPECT_EQ(no.kind(), v1::KIND_SCREEN);
            EXPECT_EQ(no.id(), id);
        }
    }
}

TEST(Screens, AreNamedOnceEachAndNotTooMany) {
    Hung hung;
    const std::vector<std::string> many(kScreensAtOnceMax + 1, hung.hall);
    const std::vector<std::string> wrong[] = {{}, many, {hung.hall, hung.foyer, hung.hall}};
    for (const std::vector<std::string>& screens : wrong) {
        for (const v1::Command& command : {hung.show(screens, scene(v1::SCENE_KIND_HALL)), hung.blank(screens, true),
                                           hung.identify(screens, 0), hung.reload(screens)}) {
            const v1::Refusal no = hung.log.refused(command);
            EXPECT_EQ(no.code(), kInvalid);
            EXPECT_EQ(no.field(), "screens");
        }
    }
}

TEST(Screens, AreToldAsOneSawThem) {
    Hung hung;
    v1::Screen renamed = hung.held(hung.hall);
    renamed.set_name("Hall A, right");
    const std::vector<std::string> both = {hung.foyer, hung.hall};
    v1::Command late[] = {hung.put(renamed, hung.hall),
                          hung.remove(hung.hall),
                          hung.show(both, scene(v1::SCENE_KIND_HALL)),
                          hung.blank(both, true),
                          hung.identify(both, hung.log.now_ms + 1'000),
                          hung.reload(both)};
    hung.log.done(hung.blank({hung.hall}, true));
    for (v1::Command& command : late) {
        const v1::Refusal no = hung.log.refused(command);
        EXPECT_EQ(no.code(), v1::REFUSAL_CODE_STALE);
        EXPECT_EQ(no.id(), hung.hall);
        command.clear_basis();
        EXPECT_EQ(hung.log.refused(command).field(), "basis");
    }
}

TEST(Screens, AreFiveHundredAtMost) {
    Hung hung;
    State full = hung.log.state();
    v1::Change change;
    change.set_seq(full.seq() + 1);
    for (std::size_t i = full.all(v1::KIND_SCREEN).size(); i < kScreensMax; ++i) {
        v1::Screen screen;
        screen.set_name("Screen " + std::to_string(i));
        v1::Entry& entry = *change.add_entries();
        entry.set_kind(v1::KIND_SCREEN);
        entry.set_id("w" + std::to_string(10'000 + i));
        entry.set_put(screen.SerializeAsString());
    }
    full.apply(change, "12345678");
    Context context;
    context.secret = std::string(32, 's');
    context.actor.set_role(v1::ROLE_ORGANISER);
    context.audience = v1::AUDIENCE_STAFF;
    context.now_ms = hung.log.now_ms;
    context.basis = full.head(v1::AUDIENCE_STAFF).position;
    v1::Screen screen;
    screen.set_name("One more");
    const Decided decided = decide(full, hung.put(screen), context);
    const auto* no = std::get_if<v1::Refusal>(&decided);
    ASSERT_NE(no, nullptr);
    EXPECT_EQ(no->code(), kConflict);
    EXPECT_THAT(no->message(), HasSubstr("500 screens"));
    EXPECT_TRUE(std::holds_alternative<Decision>(decide(full, hung.put(screen, hung.foyer), context)))
        << "those that are there may change";
}

TEST(Screens, ShowASceneAllFromOneChangeOnAndAreUndoneAsOne) {
    Hung hung;
    const std::string before = hung.told();
    const std::uint64_t position = hung.log.state().head(v1::AUDIENCE_PUBLIC).position;
    v1::Scene welcome = scene(v1::SCENE_KIND_WELCOME);
    *welcome.add_note() = text("fr", "Bienvenue");
    *welcome.add_note() = text("en", "Welcome");
    EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.foyer}, welcome)), 2u);
    EXPECT_EQ(hung.log.state().head(v1::AUDIENCE_PUBLIC).position, position + 1);
    EXPECT_EQ(hung.held(hung.hall).scene().note(0).text(), "Welcome") << "sorted by language";
    EXPECT_EQ(hung.held(hung.foyer).scene().SerializeAsString(), hung.held(hung.hall).scene().SerializeAsString());
    EXPECT_FALSE(hung.held(hung.side).has_scene());
    const std::string after = hung.told();
    EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.side}, welcome)), 1u) << "one shows it already";
    hung.log.done(hung.undoing());
    EXPECT_EQ(hung.told(), after);
    EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.foyer}, welcome)), 0u);
    EXPECT_EQ(hung.told(), after);

    EXPECT_EQ(hung.changed(hung.show({hung.foyer, hung.hall}, v1::Scene())), 2u);
    EXPECT_EQ(hung.told(), before) << "a scene that says nothing is none";
    hung.log.done(hung.undoing());
    EXPECT_EQ(hung.told(), after);
    hung.log.done(hung.undoing());
    EXPECT_EQ(hung.told(), before) << "an undo can be undone";
}

TEST(Screens, AreRefusedADoorTogetherIfOneOfThemHasNoRoom) {
    Hung hung;
    const v1::Scene door = scene(v1::SCENE_KIND_DOOR);
    const v1::Refusal no = hung.log.refused(hung.show({hung.hall, hung.foyer}, door));
    EXPECT_EQ(no.code(), kInvalid);
    EXPECT_EQ(no.field(), "scene.room");
    EXPECT_EQ(no.id(), hung.foyer);
    EXPECT_THAT(no.message(), HasSubstr("“Foyer” (" + hung.foyer + ")"));
    EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.side}, door)), 2u);
    v1::Scene of_room = door;
    of_room.set_room(hung.log.room_a);
    EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.foyer}, of_room)), 2u);
    // Who speaks may be shown anywhere: then it is whoever does.
    for (const v1::SceneKind kind : {v1::SCENE_KIND_FLOOR, v1::SCENE_KIND_PODIUM})
        EXPECT_EQ(hung.changed(hung.show({hung.hall, hung.foyer}, scene(kind))), 2u);
    v1::Scene hidden = scene(v1::SCENE_KIND_FLOOR);
    hidden.set_session(hung.log.hidden);
    EXPECT_EQ(hung.log.refused(hung.show({hung.hall}, hidden)).field(), "scene.session");
}

TEST(Screens, KeepWhatIsSaidByCommandsOfTheirOwn) {
    Hung hung;
    hung.log.done(hung.blank({hung.hall}, true));
    hung.log.done(hung.identify({hung.hall}, hung.log.now_ms + 60'000));
    hung.log.done(hung.reload({hung.hall}));
    v1::Screen screen = hung.held(hung.hall);
    EXPECT_TRUE(screen.blank());
    EXPECT_EQ(screen.identify_until_ms(), hung.log.now_ms + 60'000);
    EXPECT_EQ(screen.reloads(), 1u);
    v1::Screen other = screen;
    other.set_name("Hall A, right");
    other.clear_blank();
    other.set_identify_until_ms(1);
    other.set_reloads(9);
    hung.log.done(hung.put(other, hung.hall));
    screen.set_name("Hall A, right");
    EXPECT_EQ(hung.held(hung.hall).SerializeAsString(), screen.SerializeAsString());
    other.set_name("Another");
    other.set_blank(true);
    const v1::Screen fresh = hung.held(hung.log.done(hung.put(other)));
    EXPECT_FALSE(fresh.blank());
    EXPECT_EQ(fresh.identify_until_ms(), 0);
    EXPECT_EQ(fresh.reloads(), 0u);
}

TEST(Screens, AreDarkTogetherAndOnlyOnce) {
    Hung hung;
    EXPECT_EQ(hung.changed(hung.blank({hung.hall, hung.foyer}, true)), 2u);
    EXPECT_EQ(hung.changed(hung.blank({hung.hall, hung.side}, true)), 1u);
    EXPECT_EQ(hung.changed(hung.blank({hung.hall, hung.side}, true)), 0u);
    EXPECT_EQ(hung.changed(hung.blank({hung.hall, hung.side, hung.foyer}, false)), 3u);
}

TEST(Screens, SayTheirNamesForAWhile) {
    Hung hung;
    const std::int64_t now_ms = hung.log.now_ms;
    for (const std::int64_t until_ms : {now_ms, now_ms - 1, std::int64_t{-1}, now_ms + kIdentifyMsMax + 1, INT64_MAX}) {
        const v1::Refusal no = hung.log.refused(hung.identify({hung.hall}, until_ms));
        EXPECT_EQ(no.code(), kInvalid) << until_ms;
        EXPECT_EQ(no.field(), "until_ms");
    }
    for (const std::int64_t until_ms : {now_ms + 1, now_ms + kIdentifyMsMax, std::int64_t{0}}) {
        hung.log.done(hung.identify({hung.hall, hung.foyer}, until_ms));
        EXPECT_EQ(hung.held(hung.foyer).identify_until_ms(), until_ms);
    }
}

TEST(Screens, LoadThemselvesAnewEachTimeAndThatIsNotUndone) {
    Hung hung;
    hung.log.done(hung.reload({hung.hall, hung.foyer}));
    hung.log.done(hung.reload({hung.hall}));
    EXPECT_EQ(hung.held(hung.hall).reloads(), 2u);
    EXPECT_EQ(hung.held(hung.foyer).reloads(), 1u);
    const v1::Refusal no = hung.log.refused(hung.undoing());
    EXPECT_EQ(no.code(), kConflict);
    EXPECT_EQ(no.field(), "position");
}

TEST(Screens, AreUndoneByteForByte) {
    Hung hung;
    v1::Screen other = hung.held(hung.side);
    other.set_name("Another");
    v1::Screen renamed = hung.held(hung.hall);
    renamed.set_name("Hall A, right");
    const v1::Command commands[] = {hung.put(other), hung.put(renamed, hung.hall), hung.blank({hung.hall}, true),
                                    hung.identify({hung.hall}, hung.log.now_ms + 1'000), hung.remove(hung.hall)};
    for (v1::Command command : commands) {
        SCOPED_TRACE(command.ShortDebugString());
        command.set_basis(hung.log.command().basis());
        const std::string before = hung.told();
        hung.log.done(command);
        const std::string after = hung.told();
        EXPECT_NE(after, before);
        hung.log.done(hung.undoing());
        EXPECT_EQ(hung.told(), before);
        hung.log.done(hung.undoing());
        EXPECT_EQ(hung.told(), after) << "an undo can be undone";
        hung.log.done(hung.undoing());
        EXPECT_EQ(hung.told(), before);
    }
}

TEST(Screens, DoNotComeBackUnderAnothersNameOrInARoomThatIsGone) {
    Hung hung;
    hung.log.done(hung.remove(hung.side));
    const v1::Command undo = hung.undoing();
    const v1::Command remove_room = [&] {
        v1::Command command = hung.log.command();
        command.mutable_remove_room()->set_id(hung.log.room_b);
        return command;
    }();
    v1::Screen other;
    other.set_name("ROOM B");
    const std::string taken = hung.log.done(hung.put(other));
    EXPECT_THAT(hung.log.refused(undo).message(), HasSubstr(taken));
    hung.log.done(hung.remove(taken));
    hung.log.done(remove_room);
    EXPECT_THAT(hung.log.refused(undo).message(), HasSubstr("room “" + hung.log.room_b + "”, which is gone"));
}

TEST(Screens, HoldTheRoomsInWhichTheyHangAndWhichTheyShow) {
    Hung hung;
    v1::Command remove = hung.log.command();
    remove.mutable_remove_room()->set_id(hung.log.room_b);
    v1::Refusal no = hung.log.refused(remove);
    EXPECT_EQ(no.code(), kConflict);
    EXPECT_THAT(no.message(), HasSubstr("“Room B” (" + hung.side + ") still hangs in this room"));
    hung.log.done(hung.remove(hung.side));
    v1::Scene door = scene(v1::SCENE_KIND_DOOR);
    door.set_room(hung.log.room_b);
    hung.log.done(hung.show({hung.foyer}, door));
    no = hung.log.refused(remove);
    EXPECT_THAT(no.message(), HasSubstr("“Foyer” (" + hung.foyer + ") still shows this room"));
    hung.log.done(hung.show({hung.foyer}, v1::Scene()));
    remove.set_basis(hung.log.command().basis());
    hung.log.done(remove);
}

TEST(Screens, DoNotHoldTheSessionsThatTheyShow) {
    Hung hung;
    v1::Scene floor = scene(v1::SCENE_KIND_FLOOR);
    floor.set_session(hung.log.panel);
    hung.log.done(hung.show({hung.hall}, floor));
    const v1::Screen shows = hung.held(hung.hall);
    v1::Command remove = hung.log.command();
    remove.mutable_remove_session()->set_id(hung.log.panel);
    hung.log.done(remove);
    EXPECT_EQ(hung.held(hung.hall).SerializeAsString(), shows.SerializeAsString());
    v1::Screen renamed = shows;
    renamed.set_name("Hall A, right");
    hung.log.done(hung.put(renamed, hung.hall));
    EXPECT_EQ(hung.held(hung.hall).scene().session(), hung.log.panel) << "who renames it need not mend that";
    renamed.mutable_scene()->set_kind(v1::SCENE_KIND_PODIUM);
    EXPECT_EQ(hung.log.refused(hung.put(renamed, hung.hall)).field(), "screen.scene.session");
    EXPECT_EQ(hung.log.refused(hung.show({hung.foyer}, floor)).field(), "scene.session");
}

TEST(Screens, AreSeenByAllAndTheirNotesByStaffAlone) {
    Hung hung;
    const v1::Screen without = hung.held(hung.hall);
    std::map<v1::Audience, std::uint64_t> positions;
    for (const v1::Audience audience : kAudiences) positions[audience] = hung.log.state().head(audience).position;
    v1::Screen with = without;
    with.set_staff_note("its cable is loose");
    hung.log.done(hung.put(with, hung.hall));
    for (const v1::Audience audience : kAudiences) {
        SCOPED_TRACE(v1::Audience_Name(audience));
        const bool staff = audience == v1::AUDIENCE_STAFF;
        const Record& record = *hung.log.state().find(v1::KIND_SCREEN, hung.hall);
        ASSERT_TRUE(record.visible_to(audience));
        EXPECT_EQ(record.as_seen_by(audience), (staff ? with : without).SerializeAsString());
        EXPECT_EQ(hung.log.state().head(audience).position, positions[audience] + (staff ? 1 : 0))
            << "others are not told that there is a note";
    }
}

TEST(Screens, InTheirRoomsAreAModeratorsOwn) {
    Hung hung;
    v1::Screen noted = hung.held(hung.hall);
    noted.set_staff_note("its cable is loose");
    hung.log.done(hung.put(noted, hung.hall));
    constexpr auto kModerator = v1::ROLE_MODERATOR;
    const auto moderate = [&] { hung.log.standing.held = {{kModerator, {}, {}, {}, {hung.log.room_a}, {}}}; };
    const v1::Scene floor = scene(v1::SCENE_KIND_FLOOR);
    moderate();
    const std::vector<std::string> beyond[] = {{hung.side}, {hung.foyer}, {hung.hall, hung.side}};
    for (const std::vector<std::string>& others : beyond) {
        EXPECT_EQ(hung.log.refused(hung.show(others, scene(v1::SCENE_KIND_HALL), kModerator), kModerator).code(),
                  v1::REFUSAL_CODE_FORBIDDEN);
        EXPECT_EQ(hung.log.refused(hung.identify(others, hung.log.now_ms + 1'000, kModerator), kModerator).code(),
                  v1::REFUSAL_CODE_FORBIDDEN);
    }
    for (const v1::Command& command : {hung.blank({hung.hall}, true, kModerator), hung.reload({hung.hall}, kModerator)})
        EXPECT_EQ(hung.log.refused(command, kModerator).code(), v1::REFUSAL_CODE_FORBIDDEN);
    v1::Scene of_panel = floor;
    of_panel.set_session(hung.log.panel);
    hung.log.done(hung.show({hung.hall}, of_panel, kModerator), kModerator);
    EXPECT_EQ(hung.held(hung.hall).scene().session(), hung.log.panel);
    EXPECT_EQ(hung.held(hung.hall).staff_note(), "its cable is loose") << "what they do not see stays";
    hung.log.done(hung.undoing(kModerator), kModerator);
    EXPECT_FALSE(hung.held(hung.hall).has_scene());
    hung.log.done(hung.identify({hung.hall}, hung.log.now_ms + 1'000, kModerator), kModerator);
    v1::Scene hidden = floor;
    hidden.set_session(hung.log.hidden);
    const std::string what = hung.log.refused(hung.show({hung.hall}, hidden, kModerator), kModerator).message();
    hidden.set_session("s0000");
    std::string unknown = hung.log.refused(hung.show({hung.hall}, hidden, kModerator), kModerator).message();
    unknown.replace(unknown.find("s0000"), 5, hung.log.hidden);
    EXPECT_EQ(what, unknown) << "what is hidden is answered like what is not there";
}

// A Draft knows what it replaces by the letter of its id; what is told at once is no step of one.
TEST(Screens, TakeADraftsFieldsAndKeepWhatChangedLive) {
    Hung hung;
    v1::Command draft = hung.log.command();
    draft.mutable_put_draft()->mutable_draft()->set_name("Second day");
    v1::Command step = hung.log.command();
    step.mutable_add_draft_step()->set_draft(hung.log.done(draft));
    for (const v1::Command& at_once : {hung.show({hung.hall}, v1::Scene()), hung.blank({hung.hall}, true),
                                       hung.identify({hung.hall}, 0), hung.reload({hung.hall})}) {
        step.mutable_add_draft_step()->set_command(at_once.SerializeAsString());
        EXPECT_EQ(hung.log.refused(step).field(), "command");
    }
    v1::Screen drafted = hung.held(hung.hall);
    drafted.set_theme(v1::SCREEN_THEME_DARK);
    step.mutable_add_draft_step()->set_command(hung.put(drafted, hung.hall).SerializeAsString());
    step.set_basis(hung.log.command().basis());
    hung.log.done(step);
    v1::Screen live = hung.held(hung.hall);
    live.set_name("Hall A, right");
    hung.log.done(hung.put(live, hung.hall));
    hung.log.done(hung.blank({hung.hall}, true));
    v1::Command publish = hung.log.command();
    publish.mutable_publish_draft()->set_id(step.add_draft_step().draft());
    hung.log.done(publish);
    EXPECT_EQ(hung.held(hung.hall).theme(), v1::SCREEN_THEME_DARK);
    EXPECT_EQ(hung.held(hung.hall).name(), "Hall A, right");
    EXPECT_TRUE(hung.held(hung.hall).blank());
}

// A Room that no source names any more goes, unless a Screen needs it.
TEST(Screens, KeepARoomThatAnImportWouldTakeAway) {
    Hung hung;
    v1::Command bring = hung.log.command();
    bring.mutable_import_programme()->set_source("file");
    v1::ImportedRoom& room = *bring.mutable_import_programme()->add_rooms();
    room.set_external_id("1");
    *room.mutable_room()->add_name() = text("en", "Tent");
    hung.log.done(bring);
    std::string tent;
    for (const auto& [id, record] : hung.log.state().all(v1::KIND_ROOM))
        if (id != hung.log.room_a && id != hung.log.room_b) tent = id;
    v1::Screen screen;
    screen.set_name("Tent, inside");
    screen.set_room(tent);
    const std::string id = hung.log.done(hung.put(screen));
    v1::Command again = hung.log.command();
    *again.mutable_import_programme() = bring.import_programme();
    again.mutable_import_programme()->mutable_rooms(0)->set_external_id("2");
    hung.log.done(again);
    EXPECT_NE(hung.log.state().find(v1::KIND_ROOM, tent), nullptr);
    EXPECT_EQ(hung.held(id).SerializeAsString(), screen.SerializeAsString());
}

}  // namespace
}  // namespace dais::summit
