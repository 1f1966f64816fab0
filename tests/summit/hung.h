// A log with big screens, and what is asked of them. One test's; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "tests/summit/converge.h"

namespace dais::summit {

// One that hangs in the plenary hall, and two that do not.
class Hung {
public:
    Hung() {
        hall = made("Hall A, left", log.room_a);
        side = made("Room B", log.room_b);
        foyer = made("Foyer", "");
    }

    TestLog log;
    std::string hall, side, foyer;

    v1::Screen held(const std::string& id) const { return *log.state().get<v1::Screen>(v1::KIND_SCREEN, id); }
    // Of the one that is there; without an id, a new one.
    v1::Command put(const v1::Screen& screen, const std::string& of = {}) {
        v1::Command command = log.command();
        command.mutable_put_screen()->set_id(of);
        *command.mutable_put_screen()->mutable_screen() = screen;
        return command;
    }
    v1::Command remove(const std::string& of) {
        v1::Command command = log.command();
        command.mutable_remove_screen()->set_id(of);
        return command;
    }
    v1::Command show(const std::vector<std::string>& screens, const v1::Scene& scene,
                     v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        command.mutable_show_scene()->mutable_screens()->Assign(screens.begin(), screens.end());
        *command.mutable_show_scene()->mutable_scene() = scene;
        return command;
    }
    v1::Command blank(const std::vector<std::string>& screens, bool blank, v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        command.mutable_blank_screens()->mutable_screens()->Assign(screens.begin(), screens.end());
        command.mutable_blank_screens()->set_blank(blank);
        return command;
    }
    v1::Command identify(const std::vector<std::string>& screens, std::int64_t until_ms,
                         v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        command.mutable_identify_screens()->mutable_screens()->Assign(screens.begin(), screens.end());
        command.mutable_identify_screens()->set_until_ms(until_ms);
        return command;
    }
    v1::Command reload(const std::vector<std::string>& screens, v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        command.mutable_reload_screens()->mutable_screens()->Assign(screens.begin(), screens.end());
        return command;
    }
    // Of the latest Change.
    v1::Command undoing(v1::Role role = v1::ROLE_ORGANISER) {
        v1::Command command = log.command(role);
        command.mutable_undo()->set_position(command.basis());
        return command;
    }
    // How many records a command changes.
    std::size_t changed(const v1::Command& command) {
        const Decided decided = log.ask(command);
        const auto* decision = std::get_if<Decision>(&decided);
        if (decision == nullptr) ADD_FAILURE() << std::get<v1::Refusal>(decided).ShortDebugString();
        return decision == nullptr ? 0 : decision->entries.size();
    }
    // What everybody is told, and staff beside it; without what was given out, which is not given again.
    std::string told() const {
        std::string all = log.state().dump(v1::AUDIENCE_PUBLIC);
        for (const auto& [screen, record] : log.state().all(v1::KIND_SCREEN)) all += screen + record->body;
        return all;
    }

private:
    std::string made(const std::string& name, const std::string& room) {
        v1::Screen screen;
        screen.set_name(name);
        screen.set_room(room);
        return log.done(put(screen));
    }
};

inline v1::Scene scene(v1::SceneKind kind) {
    v1::Scene made;
    made.set_kind(kind);
    return made;
}

}  // namespace dais::summit
