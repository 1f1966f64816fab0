#include "clients/cpp/clearance_view.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "clients/cpp/field_items.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/seats.h"
#include "clients/cpp/words.h"
#include "server/summit/hash.h"

namespace dais::client {
namespace {

namespace json = boost::json;

constexpr std::size_t kSourceDigestBytes = 8;

bool is_authentic(const v1::LocalText& text) {
    return text.origin() == v1::ORIGIN_AUTHENTIC || text.origin() == v1::ORIGIN_UNSPECIFIED;
}

const v1::LocalText* find(const Texts& texts, const std::string& language) {
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](auto& text) { return text.language() == language; });
    return found == texts.end() ? nullptr : &*found;
}

// The source of a translation is none of today's other texts.
bool is_outdated(const v1::LocalText& text, const Texts& all) {
    return !text.source_digest().empty() && std::none_of(all.begin(), all.end(), [&](const v1::LocalText& other) {
        return other.language() != text.language() && source_digest(other.text()) == text.source_digest();
    });
}

Key key_of(const Reading& reading, const std::string& announcement, const v1::Clearance& clearance,
           const std::string& id, const v1::Seat& seat) {
    const auto day = calendar_day(reading.time, reading.now_ms);
    Key key{id, "not yet", is_filled(seat, day), false};
    if (!is_in_term(seat, day))
        key.told = "not in term today";
    else if (!key.filled)
        key.told = "nobody acts for it";
    const auto approval = held<v1::Approval>(reading.records, v1::KIND_APPROVAL, announcement + "@" + id);
    if (!approval) return key;
    const auto who = label(reading.records, v1::KIND_PERSON, approval->person(), reading.languages);
    key.told = "approved by " + who + " " + reading.time.date_time(approval->at_ms());
    if (approval->digest() != clearance.digest()) {
        key.told += ", lapsed: it was edited since";
    } else if (!key.filled) {
        key.told += ", does not count: the seat is not filled today";
    } else if (!acts_for(seat, approval->person())) {
        key.told += ", does not count: they act for the seat no more";
    } else {
        key.turned = true;
    }
    return key;
}

std::string hex(const std::string& bytes) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += kHex[static_cast<unsigned char>(c) >> 4];
        text += kHex[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

}  // namespace

std::string short_digest(const std::string& digest) { return hex(digest.substr(0, 4)); }

std::string source_digest(const std::string& text) {
    return summit::Hash().bytes(text).finish().substr(0, kSourceDigestBytes);
}

const v1::LocalText* source_of(const Texts& texts, const std::string& language) {
    if (!language.empty()) {
        const auto* named = find(texts, language);
        return named && is_authentic(*named) ? named : nullptr;
    }
    const auto found = std::find_if(texts.begin(), texts.end(), [](auto& text) { return is_authentic(text); });
    return found == texts.end() ? nullptr : &*found;
}

int ClearanceView::turned() const {
    return static_cast<int>(std::count_if(keys.begin(), keys.end(), [](auto& key) { return key.turned; }));
}
int ClearanceView::filled() const {
    return static_cast<int>(std::count_if(keys.begin(), keys.end(), [](auto& key) { return key.filled; }));
}
int ClearanceView::missing() const { return std::max(0, clearance.keys() - turned()); }

ClearanceView clearance_view(const Reading& reading, const std::string& announcement) {
    ClearanceView view;
    view.id = announcement;
    const auto& records = reading.records;
    view.announcement =
        held<v1::Announcement>(records, v1::KIND_ANNOUNCEMENT, announcement).value_or(v1::Announcement());
    view.clearance = held<v1::Clearance>(records, v1::KIND_CLEARANCE, announcement).value_or(v1::Clearance());
    if (!view.clearance.body().empty()) {
        for (const auto& [id, seat] : seats_of(records, view.clearance.body()))
            if (holds_key(seat)) view.keys.push_back(key_of(reading, announcement, view.clearance, id, seat));
    }
    view.languages = languages_told(view.announcement, view.clearance);
    for (const auto& party : view.announcement.asked_to_acknowledge()) {
        const auto note = held<v1::Acknowledgement>(records, v1::KIND_ACKNOWLEDGEMENT, announcement + "@" + party);
        view.asked.emplace_back(party, note ? reading.time.date_time(note->at_ms()) : "");
    }
    return view;
}

std::string state_told(const v1::Announcement& announcement, const v1::Clearance& clearance, const Reading& reading) {
    const auto& time = reading.time;
    if (announcement.has_withdrawn_at_ms()) {
        const bool dropped = clearance.state() == v1::CLEARANCE_STATE_DROPPED;
        return (dropped ? "given up " : "withdrawn ") + time.date_time(announcement.withdrawn_at_ms());
    }
    if (announcement.has_embargo_until_ms())
        return "under embargo until " + time.date_time(announcement.embargo_until_ms());
    if (announcement.has_expires_at_ms() && announcement.expires_at_ms() <= reading.now_ms)
        return "expired " + time.date_time(announcement.expires_at_ms());
    if (announcement.published_at_ms() > 0) {
        const auto corrected =
            announcement.corrected_by().empty() ? "" : ", corrected by " + announcement.corrected_by();
        const auto without = announcement.emergency_override() ? ", in an emergency without its keys" : "";
        return "published " + time.date_time(announcement.published_at_ms()) + corrected + without;
    }
    const auto word = word_of(*v1::ClearanceState_descriptor(), clearance.state());
    return word.empty() ? "draft" : word;
}

std::string keys_told(const ClearanceView& view, const Reading& reading) {
    const auto& clearance = view.clearance;
    if (clearance.body().empty()) return "";
    const int filled = view.filled();
    const auto keys = std::to_string(clearance.keys()) + (clearance.keys() == 1 ? " key" : " keys");
    std::string told = label(reading.records, v1::KIND_BODY, clearance.body(), reading.languages) + ": " +
                       std::to_string(view.turned()) + " of " + keys + " turned, " + std::to_string(view.missing()) +
                       " missing; " + std::to_string(filled) + (filled == 1 ? " seat is filled" : " seats are filled");
    if (clearance.keys() > filled) told += ": more keys are needed than there are seats filled";
    return told;
}

std::vector<std::pair<std::string, std::string>> languages_told(const v1::Announcement& announcement,
                                                                const v1::Clearance& clearance) {
    std::set<std::string> languages(clearance.languages().begin(), clearance.languages().end());
    for (const auto* texts : {&announcement.title(), &announcement.body()})
        for (const auto& text : *texts) languages.insert(text.language());
    std::vector<std::pair<std::string, std::string>> told;
    for (const auto& language : languages) {
        std::vector<std::string> missing, outdated;
        bool authentic = true;
        for (const auto& [name, texts] : {std::pair("title", &announcement.title()), {"body", &announcement.body()}}) {
            if (texts->empty()) continue;
            const auto* text = find(*texts, language);
            if (!text)
                missing.emplace_back(name);
            else if (is_outdated(*text, *texts))
                outdated.emplace_back(name);
            authentic = authentic && text && is_authentic(*text);
        }
        told.emplace_back(language, !missing.empty()    ? "missing: " + joined(missing, " and ")
                                    : !outdated.empty() ? "outdated: " + joined(outdated, " and ")
                                    : authentic         ? "authentic"
                                                        : "ready");
    }
    return told;
}

std::vector<std::pair<std::string, std::string>> rows_of(const ClearanceView& view, const Reading& reading) {
    std::vector<std::pair<std::string, std::string>> rows;
    rows.emplace_back("id", view.id);
    rows.emplace_back("state", state_told(view.announcement, view.clearance, reading));
    if (const auto keys = keys_told(view, reading); !keys.empty()) rows.emplace_back("keys", keys);
    for (const auto& key : view.keys) {
        const auto holder = label(reading.records, v1::KIND_SEAT, key.seat, reading.languages);
        rows.emplace_back(key.turned ? "  turned" : "  open", holder + " (" + key.seat + "): " + key.told);
    }
    if (!view.clearance.digest().empty())
        rows.emplace_back("digest", short_digest(view.clearance.digest()) + ", as --digest of `approve`");
    const bool waits = view.clearance.has_embargo_until_ms() && view.announcement.published_at_ms() == 0;
    if (waits) {
        const auto until = reading.time.date_time(view.clearance.embargo_until_ms());
        rows.emplace_back("embargo", "the press hold it until " + until + ", all others see it then");
    }
    for (const auto& [language, told] : view.languages) rows.emplace_back("in " + language, told);
    for (const auto& quote : view.clearance.quotes()) {
        const auto person = label(reading.records, v1::KIND_PERSON, quote.person(), reading.languages);
        rows.emplace_back("quote", person + (quote.cleared() ? ": cleared" : ": not cleared yet"));
    }
    for (const auto& [party, at] : view.asked) {
        const auto name = label(reading.records, v1::KIND_PARTY, party, reading.languages);
        rows.emplace_back("asked", name + (at.empty() ? ": not yet" : ": took note " + at));
    }
    return rows;
}

json::value to_json(const ClearanceView& view, const Reading& reading) {
    json::array keys, asked;
    for (const auto& key : view.keys) {
        keys.push_back({{"seat", key.seat},
                        {"name", label(reading.records, v1::KIND_SEAT, key.seat, reading.languages)},
                        {"filled", key.filled},
                        {"turned", key.turned},
                        {"told", key.told}});
    }
    json::object languages;
    for (const auto& [language, told] : view.languages) languages[language] = told;
    for (const auto& [party, at] : view.asked)
        asked.push_back({{"party", party}, {"acknowledged", !at.empty()}, {"at", at}});
    return json::object{{"id", view.id},
                        {"name", label(reading.records, v1::KIND_ANNOUNCEMENT, view.id, reading.languages)},
                        {"state", state_told(view.announcement, view.clearance, reading)},
                        {"keys", std::move(keys)},
                        {"keys_turned", view.turned()},
                        {"keys_missing", view.missing()},
                        {"languages", std::move(languages)},
                        {"asked", std::move(asked)},
                        {"digest", hex(view.clearance.digest())},
                        {"record", to_json(view.announcement)},
                        {"clearance", to_json(view.clearance)}};
}

}  // namespace dais::client
