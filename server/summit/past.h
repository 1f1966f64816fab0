// The state of a log as it was: an older Checkpoint, and over it the last entry of each record touched since.
//
// The same state as applying every Change in order, in a fraction of the time, but for the positions that last showed a
// record: of what was touched since these are not known. It is for reading, not for deciding. Pure.
#pragma once

#include <google/protobuf/arena.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dais/v1/change.pb.h"
#include "server/summit/state.h"

namespace dais::summit {

class Past {
public:
    // Whether a record is told of at all. Whoever reads the past sees nothing that was since taken out of their sight.
    using Told = std::function<bool(v1::Kind, const std::string& id)>;

    // The log before its first Change.
    Past();
    // From a stored Checkpoint. Throws if its bytes are damaged.
    explicit Past(const std::string& checkpoint);

    // The Change that it starts from; later the last that passed.
    std::uint64_t seq() const { return checkpoint_->seq(); }

    // The Changes since, in order, without their entries: whom they showed something, and the log's chain after them.
    void pass(const v1::Change& head, AudienceSet shown, std::string_view chain);
    // Once all have passed: the last entry of a record, made by the Change seq.
    void take(std::uint64_t seq, const v1::Entry& entry);

    // Ends this Past.
    State state(const Told& told = nullptr);

private:
    // Thousands of records that live and go together.
    google::protobuf::Arena arena_;
    v1::Checkpoint* checkpoint_ = nullptr;
    std::uint64_t from_seq_ = 0;
    std::vector<v1::Change> passed_;
    std::set<std::pair<int, std::string>> taken_;
    google::protobuf::RepeatedPtrField<v1::CheckpointRecord>* later_ = nullptr;
};

}  // namespace dais::summit
