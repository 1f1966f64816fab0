#include "server/summit/past.h"

#include <stdexcept>

namespace dais::summit {

namespace pb = google::protobuf;

Past::Past()
    : checkpoint_(pb::Arena::CreateMessage<v1::Checkpoint>(&arena_)),
      later_(pb::Arena::CreateMessage<pb::RepeatedPtrField<v1::CheckpointRecord>>(&arena_)) {
    for (const v1::Audience audience : kAudiences) {
        v1::Head& head = *checkpoint_->add_heads();
        head.set_audience(audience);
        head.set_chain(AudienceHead().chain);
    }
}

Past::Past(const std::string& checkpoint) : Past() {
    if (!checkpoint_->ParseFromString(checkpoint)) throw std::runtime_error("a checkpoint is damaged: run verify");
    from_seq_ = checkpoint_->seq();
}

void Past::pass(const v1::Change& head, AudienceSet shown, std::string_view chain) {
    if (head.seq() != checkpoint_->seq() + 1)
        throw std::logic_error("change " + std::to_string(head.seq()) + " does not follow " +
                               std::to_string(checkpoint_->seq()));
    checkpoint_->set_seq(head.seq());
    checkpoint_->set_at_ms(head.at_ms());
    for (v1::Head& at : *checkpoint_->mutable_heads()) {
        if ((shown & bit(at.audience())) == 0) continue;
        at.set_position(at.position() + 1);
        at.set_chain(std::string(chain.substr(0, 8)));
    }
    passed_.push_back(head);
}

void Past::take(std::uint64_t seq, const v1::Entry& entry) {
    taken_.emplace(entry.kind(), entry.id());
    if (!entry.has_put()) return;
    const v1::Change& change = passed_.at(seq - from_seq_ - 1);
    v1::CheckpointRecord& record = *later_->Add();
    *record.mutable_entry() = entry;
    record.set_seq(seq);
    record.set_at_ms(change.at_ms());
    *record.mutable_actor() = change.actor();
}

State Past::state(const Told& told) {
    auto& older = *pb::Arena::CreateMessage<pb::RepeatedPtrField<v1::CheckpointRecord>>(&arena_);
    older.Swap(checkpoint_->mutable_records());
    const auto is_told = [&](const v1::Entry& entry) { return !told || told(entry.kind(), entry.id()); };
    for (v1::CheckpointRecord& record : older) {
        const v1::Entry& entry = record.entry();
        if (!taken_.contains({entry.kind(), entry.id()}) && is_told(entry)) checkpoint_->add_records()->Swap(&record);
    }
    for (v1::CheckpointRecord& record : *later_)
        if (is_told(record.entry())) checkpoint_->add_records()->Swap(&record);
    return State::from(*checkpoint_);
}

}  // namespace dais::summit
