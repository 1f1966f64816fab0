#include "server/web/json_clashes.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "server/summit/clashes.h"
#include "server/web/json_snapshot.h"

namespace dais::web {
namespace {

std::string accepted(const summit::State& view, const v1::Clash& clash) {
    const auto held = view.get<v1::Override>(v1::KIND_OVERRIDE, summit::override_id(clash));
    return held ? json_string(held->reason()) : "null";
}

}  // namespace

std::string json_clashes(const live::LogView& log) {
    const summit::Context nobody{};
    const summit::ChangeBuilder builder(*log.view, nobody);
    std::vector<v1::Clash> clashes;
    for (const auto& [key, clash] : summit::all_clashes(*log.view))
        clashes.push_back(summit::clash_for(clash, builder, v1::AUDIENCE_STAFF));
    std::stable_partition(clashes.begin(), clashes.end(), [](const v1::Clash& clash) { return clash.hard(); });
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    options.always_print_primitive_fields = true;
    std::string json = "{\"log\":" + json_string(log.log) +
                       ",\"position\":" + std::to_string(log.view->head(v1::AUDIENCE_STAFF).position) +
                       ",\"clashes\":[";
    for (const v1::Clash& clash : clashes) {
        std::string one;
        (void)google::protobuf::util::MessageToJsonString(clash, &one, options);
        one.back() = ',';
        json += (json.back() == '[' ? "\n" : ",\n") + one + "\"accepted\":" + accepted(*log.view, clash) + "}";
    }
    return json + "]}\n";
}

}  // namespace dais::web
