#include "server/interchange/table_identity.h"

#include <algorithm>

#include "dais/v1/imported.pb.h"
#include "dais/v1/party.pb.h"
#include "dais/v1/person.pb.h"
#include "dais/v1/room.pb.h"
#include "dais/v1/session.pb.h"
#include "dais/v1/track.pb.h"
#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_lists.h"

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

std::string id_in_log(std::string_view record, std::string_view log) {
    return std::string(record) + "@" + std::string(log);
}

TableIdentity::TableIdentity(const summit::State& state, std::string source, const std::string& log)
    : state_(state), source_(std::move(source)), in_log_(log.empty() ? "" : id_in_log("", log)) {
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
        EarlierSession& one = earlier_.emplace_back();
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
        for (const auto& [id, record] : state_.all(kind)) {
            if (external_.contains(id) != own) continue;
            for (const std::string& name : names(state_, kind, id)) {
                by_name_.emplace(std::pair(kind, name), id);
                if (const std::string fold = folded(name); !fold.empty())
                    by_folded_name_.emplace(std::pair(kind, fold), id);
            }
        }
}

const std::string* TableIdentity::find_name(v1::Kind kind, const std::string& name) const {
    if (const auto found = by_name_.find({kind, name}); found != by_name_.end()) return &found->second;
    const auto found = by_folded_name_.find({kind, folded(name)});
    return found == by_folded_name_.end() ? nullptr : &found->second;
}

std::string TableIdentity::external_id(v1::Kind kind, const std::string& name, bool exactly) const {
    const auto found = by_name_.find({kind, name});
    if (exactly && found == by_name_.end()) return written_item(name, true);
    if (exactly) return external_id_of(found->second);
    if (const std::string* known = find_name(kind, name)) return external_id_of(*known);
    Mending mending;
    const std::string fold = folded(name);
    return one_line(fold.empty() ? name : fold, 200, mending);
}

std::string TableIdentity::external_id_of(const std::string& record) const {
    const auto known = external_.find(record);
    return known == external_.end() ? record : known->second;
}

bool TableIdentity::knows(v1::Kind kind, const std::string& name) const { return find_name(kind, name) != nullptr; }

std::string TableIdentity::record(v1::Kind kind, const std::string& external_id) const {
    const auto known = by_external_.find({kind, external_id});
    if (known != by_external_.end()) return known->second;
    std::string_view its = external_id;
    if (!in_log_.empty() && its.ends_with(in_log_)) its.remove_suffix(in_log_.size());
    return state_.find(kind, std::string(its)) != nullptr ? std::string(its) : "";
}

std::string TableIdentity::name_of(v1::Kind kind, const std::string& record) const {
    if (state_.find(kind, record) == nullptr) return "";
    const auto all = names(state_, kind, record);
    return all.empty() ? "" : all[0];
}

std::optional<v1::Session> TableIdentity::session(const std::string& record) const {
    for (const EarlierSession& one : earlier_)
        if (one.record == record) return one.session;
    return state_.get<v1::Session>(v1::KIND_SESSION, record);
}

}  // namespace dais::interchange
