#include "server/summit/screen_rules.h"

#include <algorithm>

#include "server/summit/caseless.h"
#include "server/summit/identifier.h"
#include "server/summit/name_of.h"

namespace dais::summit {
namespace {

constexpr unsigned of(v1::SceneKind kind) { return 1U << static_cast<unsigned>(kind); }

constexpr unsigned kOfRooms = of(v1::SCENE_KIND_DOOR) | of(v1::SCENE_KIND_FLOOR) | of(v1::SCENE_KIND_PODIUM);
constexpr unsigned kOfSessions = of(v1::SCENE_KIND_FLOOR) | of(v1::SCENE_KIND_PODIUM);
constexpr unsigned kWithWords = of(v1::SCENE_KIND_PODIUM) | of(v1::SCENE_KIND_WELCOME) | of(v1::SCENE_KIND_STANDBY);

// What a scene may say beside its kind.
struct SceneDetail {
    const char* field;
    bool is_said;
    unsigned kinds;  // that show it
    const char* remedy;
};

No check_details(const v1::Scene& scene, const std::string& at) {
    const SceneDetail details[] = {
        {"room", !scene.room().empty(), kOfRooms,
         "Only a door, a floor and a podium are of a room. Show one of these, or leave the room out."},
        {"session", !scene.session().empty(), kOfSessions,
         "Only a floor and a podium are of a session. Show one of these, or leave the session out."},
        {"declaration", !scene.declaration().empty(), of(v1::SCENE_KIND_ROLL),
         "Only a roll is of a declaration. Show that, or leave the declaration out."},
        {"announcement", !scene.announcement().empty(), of(v1::SCENE_KIND_ANNOUNCEMENT),
         "Only what was announced can be one announcement. Show that, or leave the announcement out."},
        {"note", !scene.note().empty(), kWithWords,
         "Only a podium, a welcome and a standby have words beside them. Show one of these, or leave the words out."},
    };
    for (const SceneDetail& detail : details)
        if (detail.is_said && (detail.kinds & of(scene.kind())) == 0)
            return refuse(v1::REFUSAL_CODE_INVALID, detail.remedy, at + "." + detail.field);
    return std::nullopt;
}

// Its log may be another, which is not seen from here.
bool is_declaration_id(const std::string& id) {
    return id.size() >= 5 && id.size() <= 7 && kind_of_id(id) == v1::KIND_DECLARATION &&
           std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

No check_screen_name(const ChangeBuilder& builder, const std::string& id, const std::string& name) {
    const std::string wanted = caseless(name);
    for (const std::string& other : builder.ids(v1::KIND_SCREEN)) {
        if (other == id || caseless(builder.get<v1::Screen>(v1::KIND_SCREEN, other)->name()) != wanted) continue;
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "The screen " + quoted_name(builder, v1::KIND_SCREEN, other) +
                          " is called so. Give one of them another name.",
                      "screen.name");
    }
    return std::nullopt;
}

No check_scene(const ChangeBuilder& builder, const v1::Scene& scene, const std::string& at) {
    if (auto no = check_details(scene, at)) return no;
    if (auto no = check_seen_by_all(builder, v1::KIND_ROOM, scene.room(), at + ".room")) return no;
    if (auto no = check_seen_by_all(builder, v1::KIND_SESSION, scene.session(), at + ".session")) return no;
    if (auto no = check_seen_by_all(builder, v1::KIND_ANNOUNCEMENT, scene.announcement(), at + ".announcement"))
        return no;
    if (scene.declaration().empty() || is_declaration_id(scene.declaration())) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  "“" + scene.declaration() +
                      "” is no id of a declaration. Name one by its id, or none: then it is the one that is open.",
                  at + ".declaration");
}

No check_place(const v1::Scene& scene, const std::string& room, const std::string& screen, const std::string& at) {
    if (scene.kind() != v1::SCENE_KIND_DOOR || !scene.room().empty() || !room.empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  "The screen " + screen + " hangs in no room. Say which room's door it shows.", at + ".room");
}

No check_seen_by_all(const ChangeBuilder& builder, v1::Kind kind, const std::string& id, std::string field) {
    if (id.empty()) return std::nullopt;
    if (builder.exists(kind, id) && (builder.audiences_of(kind, id) & bit(v1::AUDIENCE_PUBLIC)) != 0)
        return std::nullopt;
    No no = refuse(v1::REFUSAL_CODE_NOT_FOUND,
                   "There is no " + noun_of(kind) + " “" + id + "” that everybody may see, as they see a screen.",
                   std::move(field));
    no->set_kind(kind);
    no->set_id(id);
    return no;
}

}  // namespace dais::summit
