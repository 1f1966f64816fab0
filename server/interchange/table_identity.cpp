#include "server/interchange/table_identity.h"

#include <algorithm>
#include <functional>

#include "dais/v1/imported.pb.h"
#include "dais/v1/party.pb.h"
#include "dais/v1/person.pb.h"
#include "dais/v1/room.pb.h"
#include "dais/v1/session.pb.h"
#include "dais/v1/track.pb.h"
#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"

namespace dais::interchange {
namespace {

constexpr v1::Kind kNamed[] = {v1::KIND_ROOM, v1::KIND_TRACK, v1::KIND_PARTY, v1::KIND_PERSON};

std::vector<std::string> names(const summit::State& state, v1::Kind kind, const std::string& id) {
    std::vector<std::string> names;
    const auto add = [&](const auto& texts) {
        for (const v1::LocalText& text : texts) names.push_back(text.text());
    };
    if (kind == v1::KIND_ROOM) add(state.get<v1::Room>(kind, id)->name());
    if (kind == v1::KIND_TRACK) add(state.get<v1::Track>(kind, id)->name());
    if (kind == v1::KIND_PERSON) names.push_back(state.get<v1::Person>(kind, id)->name());
    if (kind == v1::KIND_PARTY) {
        const auto party = *state.get<v1::Party>(kind, id);
        add(party.name());
        add(party.short_name());
        if (!party.code().empty()) names.push_back(party.code());
    }
    return names;
}

v1::Kind kind_of_id(const std::string& id) {
    constexpr std::pair<char, v1::Kind> kLetters[] = {{'r', v1::KIND_ROOM},
                                                      {'t', v1::KIND_TRACK},
                                                      {'y', v1::KIND_PARTY},
                                                      {'p', v1::KIND_PERSON},
                                                      {'s', v1::KIND_SESSION}};
    for (const auto& [letter, kind] : kLetters)
        if (!id.empty() && id[0] == letter) return kind;
    return v1::KIND_UNSPECIFIED;
}

}  // namespace

TableIdentity::TableIdentity(const summit::State& state, std::string source)
    : state_(state), source_(std::move(source)) {
    const std::string suffix = "@" + source_;
    for (const auto& [id, record] : state_.all(v1::KIND_IMPORTED)) {
        if (id.size() <= suffix.size() || !id.ends_with(suffix)) continue;
        const auto imported = *state_.get<v1::Imported>(v1::KIND_IMPORTED, id);
        if (imported.source() != source_) continue;
        const std::string its = id.substr(0, id.size() - suffix.size());
        const v1::Kind kind = kind_of_id(its);
        by_external_[{kind, imported.external_id()}] = its;
        external_[its] = imported.external_id();
        if (kind != v1::KIND_SESSION) continue;
        Earlier& one = earlier_.emplace_back();
        one.external_id = imported.external_id();
        one.record = its;
        one.session.ParseFromString(imported.fields());
        for (const v1::LocalText& text : one.session.title()) one.titles.insert(folded(text.text()));
    }
    for (const v1::Kind kind : kNamed) look_up_names(kind);
}

// Of two records with one name that which this source brought counts.
void TableIdentity::look_up_names(v1::Kind kind) {
    for (const bool own : {true, false})
        for (const auto& [id, record] : state_.all(kind))
            if (external_.contains(id) == own)
                for (const std::string& name : names(state_, kind, id))
                    if (const std::string fold = folded(name); !fold.empty())
                        by_name_.emplace(std::pair(kind, fold), id);
}

std::string TableIdentity::external_id(v1::Kind kind, const std::string& name) {
    const auto found = by_name_.find({kind, folded(name)});
    if (found != by_name_.end()) return external_id_of(kind, found->second);
    Mending mending;
    const std::string fold = folded(name);
    return one_line(fold.empty() ? name : fold, 200, mending);
}

std::string TableIdentity::external_id_of(v1::Kind, const std::string& record) const {
    const auto known = external_.find(record);
    return known == external_.end() ? record : known->second;
}

bool TableIdentity::knows(v1::Kind kind, const std::string& name) const {
    return by_name_.contains({kind, folded(name)});
}

std::string TableIdentity::record(v1::Kind kind, const std::string& external_id) const {
    const auto known = by_external_.find({kind, external_id});
    if (known != by_external_.end()) return known->second;
    return state_.find(kind, external_id) != nullptr ? external_id : "";
}

std::string TableIdentity::name_of(v1::Kind kind, const std::string& record) const {
    if (state_.find(kind, record) == nullptr) return "";
    const auto all = names(state_, kind, record);
    return all.empty() ? "" : all[0];
}

std::vector<SessionMatch> TableIdentity::match(const std::vector<RowKey>& rows,
                                               std::int64_t (*day_of)(std::int64_t, const void*),
                                               const void* context) const {
    std::vector<SessionMatch> matches(rows.size());
    std::set<std::string> given;
    std::set<const Earlier*> taken;
    const auto take = [&](std::size_t row, const Earlier& one) {
        matches[row] = {one.external_id, one.record, one.session};
        taken.insert(&one);
        given.insert(one.external_id);
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id.empty()) continue;
        const std::string its = record(v1::KIND_SESSION, rows[i].id);
        const auto one =
            std::find_if(earlier_.begin(), earlier_.end(), [&](const Earlier& e) { return e.record == its; });
        if (!its.empty() && one != earlier_.end()) {
            if (!taken.contains(&*one)) take(i, *one);
        } else if (!its.empty() && given.insert(its).second) {
            matches[i] = {its, its, state_.get<v1::Session>(v1::KIND_SESSION, its)};
        }
        if (matches[i].external_id.empty()) matches[i].external_id = rows[i].id;  // one that comes twice is said later
        given.insert(matches[i].external_id);
    }
    // Pairs what is alone on both sides under a key, the strictest key first.
    using Key = std::tuple<std::string, std::int64_t, std::string>;
    const auto day = [&](const Earlier& e) { return day_of(e.session.planned().starts_at_ms(), context); };
    const std::vector<std::pair<std::function<Key(const RowKey&)>, std::function<std::vector<Key>(const Earlier&)>>>
        steps = {
            {[](const RowKey& r) { return Key(r.title, r.starts_at_ms, r.room); },
             [](const Earlier& e) {
                 std::vector<Key> keys;
                 for (const auto& t : e.titles)
                     keys.emplace_back(t, e.session.planned().starts_at_ms(), e.session.room());
                 return keys;
             }},
            {[](const RowKey& r) { return Key(r.title, r.starts_at_ms, ""); },
             [](const Earlier& e) {
                 std::vector<Key> keys;
                 for (const auto& t : e.titles) keys.emplace_back(t, e.session.planned().starts_at_ms(), "");
                 return keys;
             }},
            {[](const RowKey& r) { return Key(r.title, r.day, ""); },
             [&](const Earlier& e) {
                 std::vector<Key> keys;
                 for (const auto& t : e.titles) keys.emplace_back(t, day(e), "");
                 return keys;
             }},
            {[](const RowKey& r) { return Key("", r.starts_at_ms, r.room); },
             [](const Earlier& e) {
                 return std::vector<Key>{Key("", e.session.planned().starts_at_ms(), e.session.room())};
             }},
            {[](const RowKey& r) { return Key(r.title, 0, ""); },
             [](const Earlier& e) {
                 std::vector<Key> keys;
                 for (const auto& t : e.titles) keys.emplace_back(t, 0, "");
                 return keys;
             }},
            {[](const RowKey& r) { return Key("", r.day, ""); },
             [&](const Earlier& e) { return std::vector<Key>{Key("", day(e), "")}; }},
        };
    for (const auto& [key_of_row, keys_of_earlier] : steps) {
        std::map<Key, std::vector<const Earlier*>> old;
        for (const Earlier& e : earlier_)
            if (!taken.contains(&e))
                for (Key& key : keys_of_earlier(e)) old[std::move(key)].push_back(&e);
        std::map<Key, std::vector<std::size_t>> left;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (matches[i].external_id.empty()) left[key_of_row(rows[i])].push_back(i);
        for (const auto& [key, where] : left) {
            const auto found = old.find(key);
            if (found == old.end() || where.size() != found->second.size()) continue;
            // The strictest key may repeat, as for breaks in no room: then in their order.
            const bool strict = &key_of_row == &steps[0].first;
            if (where.size() != 1 && !strict) continue;
            for (std::size_t n = 0; n < where.size(); ++n)
                if (!taken.contains(found->second[n])) take(where[n], *found->second[n]);
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!matches[i].external_id.empty()) continue;
        const CivilTime start = ms_to_civil(rows[i].starts_at_ms);
        Mending mending;
        const std::string name =
            one_line(rows[i].title, 120, mending) + "@" + written_date(start) + "T" + written_clock(start) + "Z";
        std::string unique = name;
        for (int n = 2; given.contains(unique) || by_external_.contains({v1::KIND_SESSION, unique}); ++n)
            unique = name + "#" + std::to_string(n);
        given.insert(unique);
        matches[i].external_id = unique;
    }
    return matches;
}

}  // namespace dais::interchange
