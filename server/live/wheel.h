// A timing wheel: many deadlines, one timer. Pure; time is a count of ticks that somebody else makes.
//
// What is scheduled is told once, when its tick is reached, in no order within a tick. Ticks may wrap around; no delay
// is longer than 2^31 ticks. There is no way to take something back: whoever is told looks whether it still matters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dais::live {

class Wheel {
public:
    // slots: a power of two; a delay of more ticks goes around more than once.
    explicit Wheel(std::uint32_t now, std::size_t slots = 1'024) : now_(now), slots_(slots) {}

    // At that tick; at the next one if it has passed.
    void schedule(std::uint64_t id, std::uint32_t tick) {
        if (static_cast<std::int32_t>(tick - now_) <= 0) tick = now_ + 1;
        slots_[tick % slots_.size()].push_back({id, tick});
    }

    // It is now that tick: due(id, tick) for all that was scheduled until then. May schedule.
    template <class Due>
    void advance(std::uint32_t now, Due&& due) {
        while (static_cast<std::int32_t>(now - now_) > 0) {
            std::vector<Entry>& slot = slots_[++now_ % slots_.size()];
            turning_.swap(slot);
            for (const Entry& entry : turning_) {
                if (static_cast<std::int32_t>(entry.tick - now_) > 0) {
                    slot.push_back(entry);  // another round
                } else {
                    due(entry.id, entry.tick);
                }
            }
            turning_.clear();
        }
    }

private:
    struct Entry {
        std::uint64_t id;
        std::uint32_t tick;
    };
    std::uint32_t now_;
    std::vector<std::vector<Entry>> slots_;
    std::vector<Entry> turning_;
};

}  // namespace dais::live
