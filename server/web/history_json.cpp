#include "server/web/history_json.h"

#include "server/web/json_snapshot.h"
#include "server/web/local_time.h"

namespace dais::web {
namespace {

std::string member(const char* name, const std::optional<std::string>& value) {
    return value ? std::string(",\"") + name + "\":" + json_string(*value) : std::string();
}

std::string fields_json(const live::Step& step, const Reading& reading) {
    std::string json = "[";
    for (const FieldChange& change : field_changes(step.kind, step.before, step.after, reading)) {
        if (json.size() > 1) json += ",";
        json += "{\"field\":" + json_string(change.field) + member("before", change.before) +
                member("after", change.after) + "}";
    }
    return json + "]";
}

std::string step_json(const live::Step& step, const Reading& reading) {
    std::string json = "{\"kind\":" + json_string(kind_word(step.kind)) + ",\"id\":" + json_string(step.id);
    const std::string name = record_name(step.kind, step.id, step.after ? step.after : step.before, reading);
    if (!name.empty()) json += ",\"name\":" + json_string(name);
    json += std::string(",\"what\":\"") + (!step.before ? "new" : step.after ? "changed" : "removed") + "\"";
    return json + ",\"fields\":" + fields_json(step, reading) + "}";
}

std::string change_json(const live::PastChange& change, const Reading& reading, bool with_who) {
    std::string json = "{\"position\":" + std::to_string(change.position) +
                       ",\"at_ms\":" + std::to_string(change.at_ms) +
                       ",\"at\":" + json_string(local_iso(reading.summit, change.at_ms));
    if (with_who)
        json += ",\"who\":{\"name\":" + json_string(change.actor.name()) +
                ",\"login\":" + json_string(change.actor.login()) + "}";
    if (const std::string verb = verb_of(change); !verb.empty()) json += ",\"verb\":" + json_string(verb);
    json += ",\"entries\":[";
    for (const live::Step& step : change.steps) {
        if (json.back() == '}') json += ",\n";
        json += step_json(step, reading);
    }
    json += "]";
    if (change.steps_left_out > 0) json += ",\"left_out\":" + std::to_string(change.steps_left_out);
    return json + "}";
}

}  // namespace

std::string history_json(const std::string& log, const live::History& history, const Reading& reading, bool with_who) {
    std::string json = "{\"log\":" + json_string(log) + ",\"audience\":\"" + v1::Audience_Name(reading.audience) +
                       "\",\n\"changes\":[";
    for (const live::PastChange& change : history.changes) {
        if (json.back() == '}') json += ",\n";
        json += change_json(change, reading, with_who);
    }
    json += "]";
    if (history.before > 0) json += ",\n\"before\":" + std::to_string(history.before);
    return json + "}\n";
}

}  // namespace dais::web
