#include "server/web/json_snapshot.h"

#include <google/protobuf/util/json_util.h>

#include <ctime>

#include "server/summit/projection.h"

namespace dais::web {
namespace {

std::string hex(std::string_view bytes) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes)
        text += {kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]};
    return text;
}

// The members of a message's JSON object, without its braces.
std::string members(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string json;
    if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "";
    return json.substr(1, json.size() - 2);
}

std::string with_id(const std::string& id, const std::string& rest) {
    return "{\"id\":" + json_string(id) + (rest.empty() ? "" : "," + rest) + "}";
}

std::string record_members(v1::Kind kind, const summit::Record& record, v1::Audience audience) {
    const auto message = summit::blank_record(kind);
    message->ParseFromString(record.as_seen_by(audience));
    return members(*message);
}

// What follows from plan and progress, so that a reader need not know the rules.
std::string session_members(const summit::State& view, const std::string& id, const summit::Record& record,
                            v1::Audience audience) {
    v1::Session session;
    session.ParseFromString(record.as_seen_by(audience));
    std::string json = members(session);
    v1::SessionProgress progress;
    const summit::Record* on_the_day = view.find(v1::KIND_SESSION_PROGRESS, id);
    if (on_the_day != nullptr && on_the_day->visible_to(audience)) {
        progress.ParseFromString(on_the_day->as_seen_by(audience));
        json += ",\"progress\":{" + members(progress) + "}";
    }
    if (const summit::Record* text = view.find(v1::KIND_SESSION_TEXT, id);
        text != nullptr && text->visible_to(audience))
        json += ",\"text\":{" + record_members(v1::KIND_SESSION_TEXT, *text, audience) + "}";
    const std::int64_t starts = progress.has_actual_start_ms()      ? progress.actual_start_ms()
                                : progress.has_projected_start_ms() ? progress.projected_start_ms()
                                                                    : session.planned().starts_at_ms();
    const std::int64_t ends = progress.has_actual_end_ms()      ? progress.actual_end_ms()
                              : progress.has_projected_end_ms() ? progress.projected_end_ms()
                                                                : session.planned().ends_at_ms();
    json += ",\"starts_at\":\"" + iso_utc(starts) + "\",\"ends_at\":\"" + iso_utc(ends) + "\"";
    json += ",\"room_now\":" + json_string(progress.room().empty() ? session.room() : progress.room());
    return json;
}

std::string list_of(const summit::State& view, v1::Kind kind, v1::Audience audience) {
    std::string json = "[";
    for (const auto& [id, record] : view.all(kind)) {
        if (!record->visible_to(audience)) continue;
        if (json.size() > 1) json += ",\n";
        json += with_id(id, kind == v1::KIND_SESSION ? session_members(view, id, *record, audience)
                                                     : record_members(kind, *record, audience));
    }
    return json + "]";
}

}  // namespace

std::string iso_utc(std::int64_t ms) {
    const std::time_t seconds = static_cast<std::time_t>(ms / 1'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts));
}

std::string json_snapshot(const live::LogView& log, v1::Audience audience) {
    const summit::State& view = *log.view;
    const summit::AudienceHead& head = view.head(audience);
    std::string digest(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) digest[i] = static_cast<char>(head.digest >> (56 - 8 * i) & 255);
    std::string json = "{\"log\":" + json_string(log.log) + ",\"audience\":\"" + v1::Audience_Name(audience) + "\"";
    json += ",\"position\":" + std::to_string(head.position) + ",\"chain\":\"" + hex(head.chain) + "\",\"digest\":\"" +
            hex(digest) + "\"";
    if (const summit::Record* summit = view.find(v1::KIND_SUMMIT, "m");
        summit != nullptr && summit->visible_to(audience))
        json += ",\n\"summit\":{" + record_members(v1::KIND_SUMMIT, *summit, audience) + "}";
    for (const auto& [name, kind] : {std::pair("rooms", v1::KIND_ROOM),
                                     {"tracks", v1::KIND_TRACK},
                                     {"parties", v1::KIND_PARTY},
                                     {"persons", v1::KIND_PERSON},
                                     {"sessions", v1::KIND_SESSION},
                                     {"replacements", v1::KIND_REPLACEMENT},
                                     {"documents", v1::KIND_DOCUMENT},
                                     {"booths", v1::KIND_BOOTH},
                                     {"interpretation_teams", v1::KIND_INTERPRETATION_TEAM},
                                     {"shifts", v1::KIND_SHIFT},
                                     {"announcements", v1::KIND_ANNOUNCEMENT}})
        json += ",\n\"" + std::string(name) + "\":" + list_of(view, kind, audience);
    return json + "}\n";
}

}  // namespace dais::web
