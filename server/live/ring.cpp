#include "server/live/ring.h"

#include <stdexcept>

namespace dais::live {

void Ring::push(std::uint64_t after, Place place, Frame frame) {
    if (after != head().position || place.position != after + 1)
        throw std::logic_error("a frame from " + std::to_string(after) + " does not continue " +
                               std::to_string(head().position));
    joined_ = {};
    bytes_ += frame->size();
    items_.push_back({std::move(place), std::move(frame)});
    while (items_.size() > limits_->ring_frames_max || bytes_ > limits_->ring_bytes_max) {
        bytes_ -= items_.front().frame->size();
        floor_ = std::move(items_.front().place);
        items_.pop_front();
    }
}

void Ring::restart(Place place) {
    joined_ = {};
    items_.clear();
    bytes_ = 0;
    floor_ = std::move(place);
}

// One frame per position: its index follows from the floor.
const Ring::Item* Ring::after(std::uint64_t position) const {
    if (!covers(position) || position == head().position) return nullptr;
    return &items_[static_cast<std::size_t>(position - floor_.position)];
}

const Batch& Ring::since(std::uint64_t position) {
    if (joined_.frame && joined_from_ == position) return joined_;
    const Item* item = after(position);
    if (item == nullptr) throw std::logic_error("nothing follows " + std::to_string(position));
    joined_ = {item->frame, item->place.position};
    joined_from_ = position;
    std::string bytes;
    while ((item = after(joined_.to)) != nullptr) {
        if (bytes.empty()) bytes = *joined_.frame;
        if (bytes.size() + item->frame->size() > limits_->batch_bytes_max) break;
        bytes += *item->frame;
        joined_.to = item->place.position;
    }
    if (joined_.to > position + 1) joined_.frame = std::make_shared<const std::string>(std::move(bytes));
    return joined_;
}

std::optional<std::string> Ring::chain_at(std::uint64_t position) const {
    if (!covers(position)) return std::nullopt;
    if (position == floor_.position) return floor_.chain;
    return items_[static_cast<std::size_t>(position - floor_.position) - 1].place.chain;
}

}  // namespace dais::live
