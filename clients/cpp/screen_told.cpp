#include "clients/cpp/screen_told.h"

#include "clients/cpp/names.h"
#include "clients/cpp/teller.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

std::string change_told(const v1::Screen& was, const v1::Screen& is, const Reading& reading) {
    std::vector<std::string> news;
    if (was.scene().SerializeAsString() != is.scene().SerializeAsString())
        news.push_back("shows " + scene_told(is.scene(), reading));
    if (was.blank() != is.blank()) news.emplace_back(is.blank() ? "is dark" : "is dark no longer");
    if (was.identify_until_ms() != is.identify_until_ms())
        news.emplace_back(is.identify_until_ms() != 0 ? "says its name" : "says its name no longer");
    if (was.reloads() != is.reloads()) news.emplace_back("loads itself anew");
    return news.empty() ? "changed" : joined(news);
}

}  // namespace

std::string scene_told(const v1::Scene& scene, const Reading& reading) {
    const auto kind = phrase_of(*v1::SceneKind_descriptor(), scene.kind());
    std::string of;
    for (const auto& [noun, id] :
         {std::pair(v1::KIND_SESSION, scene.session()), std::pair(v1::KIND_ROOM, scene.room()),
          std::pair(v1::KIND_DECLARATION, scene.declaration()), std::pair(v1::KIND_ANNOUNCEMENT, scene.announcement())})
        if (!id.empty()) of += (of.empty() ? " of " : " in ") + label(reading.records, noun, id, reading.languages);
    const auto note = shown(scene.note(), reading.languages);
    return (kind.empty() ? "what suits the place" : kind) + of + (note.empty() ? "" : " — " + note);
}

std::string shown_on(const v1::Screen& screen, const Reading& reading) {
    return scene_told(screen.scene(), reading) + (screen.blank() ? ", dark" : "");
}

std::string screen_told(const v1::Entry& entry, const Teller& teller) {
    if (static_cast<int>(entry.kind()) != v1::KIND_SCREEN || !entry.has_put()) return "";
    const auto is = read<v1::Screen>(entry);
    const auto was = held<v1::Screen>(teller.before, v1::KIND_SCREEN, entry.id());
    const Reading reading{teller.after, teller.time, teller.languages, 0, 0};
    return "screen " + is.name() + ": " + (was ? change_told(*was, is, reading) : "new");
}

}  // namespace dais::client
