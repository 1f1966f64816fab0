#include "clients/cpp/names.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace dais::client {
namespace {

constexpr std::size_t kCandidatesMax = 8;

// Cases of ASCII and of the accented letters of French and Portuguese (Latin-1, in UTF-8 0xC3 and one byte more); what
// is written otherwise has to be typed as it is.
std::string lower(std::string_view text) {
    std::string small(text);
    bool accented = false;
    for (char& c : small) {
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (accented && byte >= 0x80 && byte <= 0x9E && byte != 0x97) c = static_cast<char>(byte + 0x20);
        accented = byte == 0xC3;
    }
    return small;
}

// One record that might be meant.
struct Candidate {
    std::string id;
    std::string number;  // as typed; empty if it has none
    std::vector<std::string> names;
    std::string shown;
};

Found not_found(std::string_view noun, std::string_view text, const std::string& remedy) {
    return {"", "no " + std::string(noun) + " is called “" + std::string(text) + "”: " + remedy};
}

Found ambiguous(std::string_view noun, std::string_view text, const std::vector<const Candidate*>& meant) {
    std::string problem = "“" + std::string(text) + "” may be " + std::to_string(meant.size()) + " " +
                          std::string(noun) + "s; name one by its id:";
    for (std::size_t i = 0; i < meant.size() && i < kCandidatesMax; ++i) {
        problem += (i ? ", " : " ") + meant[i]->id + " (" + meant[i]->shown + ")";
    }
    if (meant.size() > kCandidatesMax) problem += " and " + std::to_string(meant.size() - kCandidatesMax) + " more";
    return {"", problem};
}

using Fits = std::function<bool(const Candidate&)>;

// The strictest reading that fits any candidate decides.
Found find(const std::vector<Candidate>& candidates, std::string_view noun, std::string_view text,
           const std::string& remedy) {
    const std::string wanted = lower(text);
    if (wanted.empty()) return not_found(noun, text, remedy);
    const auto any_name = [](const Candidate& candidate, const auto& test) {
        return std::any_of(candidate.names.begin(), candidate.names.end(), test);
    };
    const std::vector<Fits> readings = {
        [&](const Candidate& each) { return each.id == text; },
        [&](const Candidate& each) { return each.number == text; },
        [&](const Candidate& each) { return any_name(each, [&](auto& name) { return name == wanted; }); },
        [&](const Candidate& each) {
            return any_name(each, [&](auto& name) { return name.find(wanted) != std::string::npos; });
        },
    };
    for (const auto& fits : readings) {
        std::vector<const Candidate*> meant;
        for (const auto& candidate : candidates) {
            if (fits(candidate)) meant.push_back(&candidate);
        }
        if (meant.size() == 1) return {meant.front()->id, ""};
        if (!meant.empty()) return ambiguous(noun, text, meant);
    }
    return not_found(noun, text, remedy);
}

std::vector<std::string> lower_texts(const Texts& texts) {
    std::vector<std::string> names;
    for (const auto& text : texts) names.push_back(lower(text.text()));
    return names;
}

template <typename Noun, typename Make>
std::vector<Candidate> candidates(const summit::Records& records, v1::Kind kind, const Make& make) {
    std::vector<Candidate> all;
    for (const auto& [key, body] : records.all()) {
        Noun noun;
        if (key.first == kind && noun.ParseFromString(body)) all.push_back(make(key.second, noun));
    }
    return all;
}

}  // namespace

std::string shown(const Texts& texts) {
    for (const auto& text : texts) {
        if (text.language() == "en" || text.language().starts_with("en-")) return text.text();
    }
    for (const auto& text : texts) {
        if (text.origin() == v1::ORIGIN_AUTHENTIC) return text.text();
    }
    return texts.empty() ? "" : texts.begin()->text();
}

v1::Summit summit_of(const summit::Records& records) {
    return held<v1::Summit>(records, v1::KIND_SUMMIT, "m").value_or(v1::Summit());
}

std::string session_title(const summit::Records& records, std::string_view id) {
    const auto session = held<v1::Session>(records, v1::KIND_SESSION, id);
    const std::string title = session ? shown(session->title()) : "";
    return title.empty() ? std::string(id) : title;
}

std::string room_name(const summit::Records& records, std::string_view id) {
    const auto room = held<v1::Room>(records, v1::KIND_ROOM, id);
    const std::string name = room ? shown(room->name()) : "";
    return name.empty() ? std::string(id) : name;
}

Found find_session(const summit::Records& records, std::string_view text) {
    const auto all = candidates<v1::Session>(records, v1::KIND_SESSION, [](auto& id, const v1::Session& session) {
        const auto number = session.number() > 0 ? std::to_string(session.number()) : "";
        return Candidate{id, number, lower_texts(session.title()), shown(session.title())};
    });
    return find(all, "session", text, "`dais session list` shows all");
}

Found find_room(const summit::Records& records, std::string_view text) {
    const auto all = candidates<v1::Room>(records, v1::KIND_ROOM, [](auto& id, const v1::Room& room) {
        return Candidate{id, "", lower_texts(room.name()), shown(room.name())};
    });
    return find(all, "room", text, "`dais rooms` shows all");
}

Found find_announcement(const summit::Records& records, std::string_view text) {
    const auto make = [](auto& id, const v1::Announcement& announcement) {
        auto names = lower_texts(announcement.title());
        for (auto& body : lower_texts(announcement.body())) names.push_back(std::move(body));
        const auto title = shown(announcement.title());
        return Candidate{id, "", std::move(names), title.empty() ? shown(announcement.body()) : title};
    };
    const auto all = candidates<v1::Announcement>(records, v1::KIND_ANNOUNCEMENT, make);
    return find(all, "announcement", text, "`dais show --json --full` shows all");
}

std::string kind_name(int kind) {
    if (!v1::Kind_IsValid(kind)) return std::to_string(kind);
    static constexpr std::string_view kPrefix = "KIND_";
    return v1::Kind_Name(static_cast<v1::Kind>(kind)).substr(kPrefix.size());
}

}  // namespace dais::client
