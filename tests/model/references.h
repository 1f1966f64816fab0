// What both halves of check_state look at records with: each record of a kind, and what it names.
#pragma once

#include <functional>
#include <string>

#include "server/summit/state.h"
#include "tests/model/broken.h"

namespace dais::model {

class References {
protected:
    explicit References(const summit::State& state) : state_(state) {}

    template <class Noun>
    void each(v1::Kind kind, const std::function<void(const std::string&, const summit::Record&, const Noun&)>& look) {
        for (const auto& [id, record] : state_.all(kind)) {
            at_ = v1::Kind_Name(kind) + " " + id;
            Noun noun;
            if (!noun.ParseFromString(record->body)) fail("is damaged");
            look(id, *record, noun);
        }
    }
    // rule: of the record that is looked at.
    [[noreturn]] void fail(const std::string& rule, const std::string& detail = {}) const {
        throw Broken(rule, at_ + " " + detail);
    }
    void names(v1::Kind kind, const std::string& id) const {
        if (!id.empty() && state_.find(kind, id) == nullptr)
            fail("a record names what is gone", v1::Kind_Name(kind) + " " + id);
    }
    // What belongs to another is there with it, and seen by those who see it.
    void belongs(const summit::Record& record, v1::Kind kind, const std::string& owner) const {
        const summit::Record* held = state_.find(kind, owner);
        if (held == nullptr) fail("belongs to nothing that is there");
        if (record.owner != owner) fail("belongs to another than it is called after", record.owner);
        if (record.audiences != held->audiences) fail("is not seen by those who see what it belongs to");
    }

    const summit::State& state_;
    std::string at_;
};

}  // namespace dais::model
