#include "tests/bench/fanout/field.h"

#include "clients/cpp/load/measures.h"
#include "tests/bench/fanout/process_figures.h"

namespace dais::fanout {

Field::Field(RivalKind kind, std::uint32_t servers, bool edges, const std::vector<std::string>& options) {
    if (kind == RivalKind::dais && edges) {
        behind_ = std::make_unique<Rival>(kind, options);
        origin_ = behind_.get();
        // The log is made before an edge looks for it.
        publishers_.push_back(std::make_unique<Publisher>(*origin_));
        for (std::uint32_t i = 0; i < servers; ++i) serving_.push_back(std::make_unique<Rival>(*origin_, options));
        return;
    }
    for (std::uint32_t i = 0; i < servers; ++i) {
        serving_.push_back(std::make_unique<Rival>(kind, options));
        publishers_.push_back(std::make_unique<Publisher>(*serving_.back()));
    }
    if (kind == RivalKind::dais) origin_ = serving_.front().get();
}

void Field::publish(std::uint32_t number) {
    const load::Stamp stamp{load::monotonic_ns(), number};
    for (const auto& each : publishers_) each->publish(stamp);
}

void Field::drain() {
    for (const auto& each : publishers_) each->drain();
}

void Field::connect_again() {
    publishers_.clear();
    publishers_.push_back(std::make_unique<Publisher>(*origin_));
}

std::vector<const Rival*> Field::all() const {
    std::vector<const Rival*> found;
    if (behind_) found.push_back(behind_.get());
    for (const auto& each : serving_) found.push_back(each.get());
    return found;
}

double Field::cpu_seconds() const {
    double sum = 0;
    for (const auto* each : all()) sum += fanout::cpu_seconds(each->process());
    return sum;
}

std::uint64_t Field::memory_bytes() const {
    std::uint64_t sum = 0;
    for (const auto* each : all()) sum += fanout::memory_bytes(each->process());
    return sum;
}

}  // namespace dais::fanout
