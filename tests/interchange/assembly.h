#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dais/v1/imported.pb.h"
#include "server/interchange/zone.h"

namespace dais::interchange {

// The 138th Assembly of the IPU, Geneva, March 2018, as its site had it, in English and French.
class Assembly {
public:
    static constexpr const char* kZone = "Europe/Zurich";

    explicit Assembly(const std::string& bytes) {
        const boost::json::object file = boost::json::parse(bytes).as_object();
        programme.set_source("ipu138");
        v1::Summit& summit = *programme.mutable_summit();
        add_text(*summit.add_name(), "en", "138th IPU Assembly");
        summit.set_zone(kZone);
        const auto offsets = zone_offsets(kZone, at("2018-03-01 00:00:00"), at("2018-05-01 00:00:00"));
        for (const v1::ZoneOffset& offset : *offsets) *summit.add_offsets() = offset;
        for (const auto& item : file.at("en").as_array()) add(item.as_object());
        for (const auto& item : file.at("fr").as_array()) add_french(item.as_object());
    }

    static std::int64_t at(const std::string& local) {
        CivilTime time;
        EXPECT_EQ(std::sscanf(local.c_str(), "%d-%d-%d %d:%d:%d", &time.year, &time.month, &time.day, &time.hour,
                              &time.minute, &time.second),
                  6)
            << local;
        return local_to_utc(kZone, time)->utc_ms;
    }

    v1::ImportProgramme programme;
    int in_both = 0;

private:
    static std::string field(const boost::json::object& item, const char* name) {
        const auto* value = item.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
    }
    static void add_text(v1::LocalText& text, const char* language, const std::string& words) {
        text.set_language(language);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
        for (const char c : words) *text.mutable_text() += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }

    void add(const boost::json::object& item) {
        const std::string starts = field(item, "field_fc_session_date_start");
        const std::string ends = field(item, "field_fc_session_date_end");
        const std::string name = field(item, "field_fc_session_room");
        if (starts.empty() || ends.empty()) return;
        if (!name.empty() && rooms_.insert(name).second) {
            v1::ImportedRoom& room = *programme.add_rooms();
            room.set_external_id(name);
            add_text(*room.mutable_room()->add_name(), "en", name);
        }
        v1::ImportedSession& session = *programme.add_sessions();
        session.set_external_id(std::to_string(programme.sessions_size()));
        add_text(*session.mutable_session()->add_title(), "en", field(item, "field_fc_sessions_session_title"));
        session.mutable_session()->mutable_planned()->set_starts_at_ms(at(starts));
        session.mutable_session()->mutable_planned()->set_ends_at_ms(at(ends));
        session.mutable_session()->set_room(name);
        by_time_[starts + ends].push_back(programme.sessions_size() - 1);
    }

    // The French session at the same time; the building's room number tells those apart that are at once.
    void add_french(const boost::json::object& item) {
        const std::string key = field(item, "field_fc_session_date_start") + field(item, "field_fc_session_date_end");
        const auto found = by_time_.find(key);
        if (found == by_time_.end()) return;
        const auto digits = [](const std::string& room) {
            std::string all;
            for (const char c : room.substr(0, room.find(',')))
                if (c >= '0' && c <= '9') all += c;
            return all;
        };
        for (const int index : found->second) {
            v1::Session& session = *programme.mutable_sessions(index)->mutable_session();
            const bool same_room = digits(session.room()) == digits(field(item, "field_fc_session_room"));
            if (session.title_size() > 1 || (found->second.size() > 1 && !same_room)) continue;
            add_text(*session.add_title(), "fr", field(item, "field_fc_sessions_session_title"));
            ++in_both;
            return;
        }
    }

    std::set<std::string> rooms_;
    std::map<std::string, std::vector<int>> by_time_;
};

}  // namespace dais::interchange
