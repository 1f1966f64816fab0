#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/visit.h"
#include "dais/v1/room.pb.h"

namespace dais::client {
namespace {

void list_rooms(const Place& place, bool as_json) {
    Visit visit(place, std::chrono::seconds(15));
    const auto& records = visit.look().records();
    const Languages languages(place.languages, summit_of(records));
    std::vector<std::pair<std::string, v1::Room>> rooms;
    for (const auto& [key, body] : records.all()) {
        v1::Room room;
        if (key.first == v1::KIND_ROOM && room.ParseFromString(body)) rooms.emplace_back(key.second, room);
    }
    std::stable_sort(rooms.begin(), rooms.end(),
                     [](auto& left, auto& right) { return left.second.order() < right.second.order(); });
    boost::json::array array;
    for (const auto& [id, room] : rooms) {
        if (as_json) {
            array.push_back({{"id", id}, {"name", shown(room.name(), languages)}, {"record", to_json(room)}});
        } else {
            std::printf("%-6s  %s\n", id.c_str(), one_line(shown(room.name(), languages)).c_str());
        }
    }
    if (as_json) std::printf("%s\n", boost::json::serialize(array).c_str());
}

}  // namespace

void add_rooms(CLI::App& app, const Place& place) {
    auto* rooms = app.add_subcommand("rooms", "List the rooms, in their order");
    const auto json = std::make_shared<bool>(false);
    rooms->add_flag("--json", *json, "As a JSON array");
    rooms->callback([&place, json] { list_rooms(place, *json); });
    rooms->group(kLook);
    describe(*rooms, {{"dais rooms", "dais rooms --json"}, {}, "`dais room list` says more of each."});
}

}  // namespace dais::client
