#include "server/summit/floor_order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dais::summit {
namespace {

struct Candidate {
    std::string id;
    int number = 0;
    int rank = 0;
    bool of_group = false;
    std::vector<std::string> values;  // one per rule of rotation; empty: not known
};

std::string value_of(const ChangeBuilder& builder, const Asked& one, v1::RotationRule rule) {
    const auto party = builder.get<v1::Party>(v1::KIND_PARTY, one.request.party()).value_or(v1::Party());
    const auto traits = builder.get<v1::SpeakerTraits>(v1::KIND_SPEAKER_TRAITS, one.id).value_or(v1::SpeakerTraits());
    switch (rule) {
        case v1::ROTATION_RULE_REGION: return party.groups().empty() ? std::string() : party.groups(0);
        case v1::ROTATION_RULE_CATEGORY: return std::to_string(party.kind());
        case v1::ROTATION_RULE_GENDER: return std::to_string(traits.gender());
        case v1::ROTATION_RULE_FIRST_TIME: return traits.first_time() ? "first" : "";
        default: return {};
    }
}

class Rotation {
public:
    Rotation(const ChangeBuilder& builder, const v1::Floor& floor) : builder_(builder), floor_(floor) {
        had_.resize(static_cast<std::size_t>(floor.rotation_size()));
    }

    Candidate candidate(const Asked& one) const {
        Candidate made{one.id, number_of(one.id), one.request.rank(), !one.request.group().empty(), {}};
        if (made.rank == v1::SPEAKER_RANK_UNSPECIFIED) made.rank = v1::SpeakerRank_MAX + 1;
        for (const int rule : floor_.rotation())
            made.values.push_back(value_of(builder_, one, static_cast<v1::RotationRule>(rule)));
        return made;
    }

    void has_had(const Candidate& one) {
        for (std::size_t i = 0; i < had_.size(); ++i) ++had_[i][one.values[i]];
    }

    bool is_before(const Candidate& one, const Candidate& other) const { return key(one) < key(other); }

private:
    std::tuple<int, bool, std::vector<int>, int> key(const Candidate& one) const {
        std::vector<int> turns;
        for (std::size_t i = 0; i < had_.size(); ++i) {
            const auto rule = floor_.rotation(static_cast<int>(i));
            const auto found = had_[i].find(one.values[i]);
            turns.push_back(rule == v1::ROTATION_RULE_FIRST_TIME ? one.values[i].empty()
                            : found == had_[i].end()             ? 0
                                                                 : found->second);
        }
        return {one.rank, floor_.groups_first() && !one.of_group, std::move(turns), one.number};
    }

    const ChangeBuilder& builder_;
    const v1::Floor& floor_;
    std::vector<std::map<std::string, int>> had_;  // per rule, turns by value
};

}  // namespace

std::vector<std::string> ordered_by_rules(const ChangeBuilder& builder, const v1::Floor& floor,
                                          const std::vector<Asked>& asked) {
    Rotation rotation(builder, floor);
    std::vector<Candidate> waiting;
    for (const Asked& one : asked) {
        if (one.request.kind() != v1::REQUEST_KIND_STATEMENT) continue;
        if (one.turn) {
            rotation.has_had(rotation.candidate(one));
        } else if (one.request.status() == v1::REQUEST_STATUS_UNSPECIFIED) {
            waiting.push_back(rotation.candidate(one));
        }
    }
    std::vector<std::string> ordered;
    while (!waiting.empty()) {
        const auto next = std::min_element(
            waiting.begin(), waiting.end(),
            [&](const Candidate& one, const Candidate& other) { return rotation.is_before(one, other); });
        ordered.push_back(next->id);
        rotation.has_had(*next);
        waiting.erase(next);
    }
    return ordered;
}

}  // namespace dais::summit
