// A series' log with what its tests need again and again. One test's; not thread-safe.
#pragma once

#include <map>
#include <string>

#include "server/summit/standing.h"
#include "tests/summit/converge.h"

namespace dais::summit {

class SeriesLog {
public:
    SeriesLog() : log(series()) {}

    TestLog log;

    static v1::Series series() {
        v1::Series series;
        *series.add_name() = text("en", "Global Diaspora Policy Alliance");
        return series;
    }

    template <class Fill>
    std::string done(Fill fill, v1::Role role = v1::ROLE_ORGANISER) {
        return log.done(filled(fill, role), role);
    }
    template <class Fill>
    v1::Refusal refused(Fill fill, v1::Role role = v1::ROLE_ORGANISER) {
        return log.refused(filled(fill, role), role);
    }
    // Whether it was asked for in vain because it was so already.
    template <class Fill>
    bool does_nothing(Fill fill) {
        const std::string before = log.state().dump(v1::AUDIENCE_STAFF);
        const Decided decided = log.ask(filled(fill, v1::ROLE_ORGANISER));
        const auto* decision = std::get_if<Decision>(&decided);
        return decision != nullptr && decision->entries.empty() && log.state().dump(v1::AUDIENCE_STAFF) == before;
    }
    // Undoes the latest Change.
    v1::Command undo() {
        v1::Command command = log.command();
        command.mutable_undo()->set_position(command.basis());
        return command;
    }

    // A Party by its name, made when first named.
    const std::string& party(const std::string& name) {
        std::string& id = parties_[name];
        if (id.empty())
            id = done([&](auto& c) { *c.mutable_put_party()->mutable_party()->add_name() = text("en", name); });
        return id;
    }
    std::string person(const std::string& name, const std::string& of = {}) {
        return done([&](auto& c) {
            c.mutable_put_person()->mutable_person()->set_name(name);
            c.mutable_put_person()->mutable_person()->set_party(of);
        });
    }

    // A declaration that is authentic in English and French.
    std::string declaration(bool hidden = false) {
        return done([&](auto& c) {
            v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
            *made.add_title() = text("en", "Dublin Declaration");
            made.add_authentic_languages("en");
            made.add_authentic_languages("fr");
            c.mutable_put_declaration()->set_hidden(hidden);
        });
    }
    void put_text(const std::string& id, const std::string& words = "We declare.") {
        done([&](auto& c) {
            c.mutable_put_declaration_text()->set_id(id);
            *c.mutable_put_declaration_text()->add_texts() = text("en", words);
            *c.mutable_put_declaration_text()->add_texts() = text("fr", words + " (fr)");
        });
    }
    void adopt(const std::string& id) {
        done([&](auto& c) {
            c.mutable_adopt_declaration()->set_id(id);
            c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
        });
    }
    void open(const std::string& id) {
        done([&](auto& c) { c.mutable_open_declaration()->set_id(id); });
    }
    std::string open_declaration() {
        const std::string id = declaration();
        put_text(id);
        adopt(id);
        open(id);
        return id;
    }
    void announce(const std::string& declaration, const std::string& party) {
        done([&](auto& c) {
            c.mutable_announce_endorsement()->set_declaration(declaration);
            c.mutable_announce_endorsement()->set_party(party);
        });
    }

    v1::Declaration held(const std::string& declaration) const {
        return log.state().get<v1::Declaration>(v1::KIND_DECLARATION, declaration).value_or(v1::Declaration());
    }
    bool sees(v1::Audience audience, v1::Kind kind, const std::string& id) const {
        const Record* record = log.state().find(kind, id);
        return record != nullptr && record->visible_to(audience);
    }

private:
    template <class Fill>
    v1::Command filled(Fill fill, v1::Role role) {
        v1::Command command = log.command(role);
        fill(command);
        return command;
    }

    std::map<std::string, std::string> parties_;
};

}  // namespace dais::summit
