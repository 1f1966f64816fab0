#include "server/summit/interpretation_cover.h"

#include <algorithm>

#include "server/summit/venue_time.h"

namespace dais::summit {

InterpretationCover::InterpretationCover(const ChangeBuilder& builder) : summit_(builder.summit()) {
    for (const std::string& id : builder.ids(v1::KIND_SHIFT)) {
        const auto shift = builder.get<v1::Shift>(v1::KIND_SHIFT, id);
        const auto booth = builder.get<v1::Booth>(v1::KIND_BOOTH, shift->booth());
        if (!booth) continue;
        shifts_.push_back(
            {shift->period().starts_at_ms(), shift->period().ends_at_ms(), booth->room(), booth->language(), id});
        note_staffed(*shift, *booth);
    }
    for (const auto& [id, record] : builder.before().all(v1::KIND_SHIFT)) {
        const auto shift = builder.before().get<v1::Shift>(v1::KIND_SHIFT, id);
        const auto booth = builder.before().get<v1::Booth>(v1::KIND_BOOTH, shift->booth());
        if (booth) note_staffed(*shift, *booth);
    }
    std::sort(shifts_.begin(), shifts_.end(),
              [](const Shift& one, const Shift& other) { return one.starts_at_ms < other.starts_at_ms; });
}

void InterpretationCover::note_staffed(const v1::Shift& shift, const v1::Booth& booth) {
    staffed_.emplace(day_minute(summit_, shift.period().starts_at_ms()).day, booth.language());
}

InterpretationCover::Gap InterpretationCover::gap(const Slot& slot, const std::string& language) const {
    Gap gap;
    std::int64_t until_ms = slot.start_ms();
    for (const Shift& shift : shifts_) {
        const bool here = shift.room == slot.room && shift.language == language;
        if (!here || shift.ends_at_ms <= until_ms || shift.starts_at_ms >= slot.end_ms()) continue;
        gap.ms += std::max<std::int64_t>(0, shift.starts_at_ms - until_ms);
        until_ms = shift.ends_at_ms;
        gap.last_shift = shift.id;
    }
    gap.ms += std::max<std::int64_t>(0, slot.end_ms() - until_ms);
    gap.is_clash = gap.ms > 0 && staffed_.contains({day_minute(summit_, slot.start_ms()).day, language});
    return gap;
}

bool has_shifts(const ChangeBuilder& builder) {
    return !builder.before().all(v1::KIND_SHIFT).empty() || !builder.ids(v1::KIND_SHIFT).empty();
}

}  // namespace dais::summit
