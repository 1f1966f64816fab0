#include "clients/cpp/import_source.h"

#include <algorithm>
#include <map>

#include "clients/cpp/api.h"
#include "clients/cpp/visit.h"
#include "dais/v1/imported.pb.h"

namespace dais::client {

std::string other_source(const Place& place, const std::string& source) {
    const auto slugs = log_slugs(get_logs(place));
    if (std::find(slugs.begin(), slugs.end(), place.log) == slugs.end()) return "";
    Visit visit(place, std::chrono::seconds(15));
    const auto& records = visit.look().records();
    std::map<std::string, std::size_t> sessions;
    for (const auto& [key, body] : records.all()) {
        v1::Imported imported;
        if (key.first != v1::KIND_IMPORTED || !imported.ParseFromString(body)) continue;
        const auto id = key.second.substr(0, key.second.find('@'));
        if (imported.source() != source && records.find(v1::KIND_SESSION, id)) ++sessions[imported.source()];
    }
    if (sessions.empty()) return "";
    const auto& [other, count] = *sessions.begin();
    return "the log has " + std::to_string(count) + " sessions of the source “" + other + "”, and “" + source +
           "” is another one: its sessions stand beside them. --source \"" + other +
           "\" brings those up to date; --another says that it is another programme";
}

}  // namespace dais::client
