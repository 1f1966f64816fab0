#include "clients/cpp/load/measures.h"

#include <sys/mman.h>
#include <time.h>

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <type_traits>

namespace dais::load {
namespace {

constexpr std::uint64_t kSteps = std::uint64_t{1} << Histogram::kStepBits;

// Below kSteps µs a class per µs; above, kSteps classes for each doubling.
std::size_t class_of(std::uint64_t ns) {
    const std::uint64_t us = ns / 1'000;
    if (us < kSteps) return static_cast<std::size_t>(us);
    const int doublings = static_cast<int>(std::bit_width(us)) - 1 - Histogram::kStepBits;
    const std::uint64_t step = (us >> doublings) - kSteps;
    return std::min(
        static_cast<std::size_t>((static_cast<std::uint64_t>(doublings + 1) << Histogram::kStepBits) + step),
        Histogram::kClasses - 1);
}

double middle_ns(std::size_t of) {
    const std::uint64_t doublings = of >> Histogram::kStepBits;
    if (doublings == 0) return (static_cast<double>(of) + 0.5) * 1'000;
    const std::uint64_t width = std::uint64_t{1} << (doublings - 1);
    const std::uint64_t begins = (kSteps + (of & (kSteps - 1))) * width;
    return (static_cast<double>(begins) + static_cast<double>(width) / 2) * 1'000;
}

std::uint64_t sum_of(const std::array<Gauges, kProcessesMax>& gauges, std::uint64_t Gauges::*what) {
    std::uint64_t sum = 0;
    for (const auto& one : gauges) sum += get(one.*what);
    return sum;
}

}  // namespace

static_assert(std::is_trivial_v<Measures>, "what mmap gives is what it is");

std::uint64_t monotonic_ns() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(time.tv_nsec);
}

void raise_to(std::uint64_t& cell, std::uint64_t value) {
    const auto held = shared(cell);
    std::uint64_t seen = held.load(std::memory_order_relaxed);
    while (seen < value && !held.compare_exchange_weak(seen, value, std::memory_order_relaxed)) continue;
}

void Histogram::add(std::uint64_t ns) {
    std::atomic_ref(classes[class_of(ns)]).fetch_add(1, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const {
    std::uint64_t all = 0;
    for (const auto& one : classes) all += one;
    return all;
}

double Histogram::quantile(double share) const {
    const auto all = count();
    if (all == 0) return 0;
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(all - 1)) + 1;
    std::uint64_t passed = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        passed += classes[i];
        if (passed >= wanted) return middle_ns(i);
    }
    return middle_ns(classes.size() - 1);
}

Measures* Measures::map() {
    void* memory = mmap(nullptr, sizeof(Measures), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::runtime_error("there is no memory for the figures");
    return static_cast<Measures*>(memory);
}

void Measures::unmap(Measures* measures) { munmap(measures, sizeof(Measures)); }

void Measures::arrived(bool stamped, std::uint64_t number, std::uint64_t sent_ns, std::uint64_t now_ns) {
    ChangeTimes* change = nullptr;
    if (stamped) {
        change = stamped_change(number);
    } else {
        std::uint64_t begins = 0;
        if (shared(first_position).compare_exchange_strong(begins, number)) begins = number;
        if (number >= begins && number - begins < kChangesTimedMax) change = &by_position[number - begins];
    }
    if (!change) return load::add(counts.not_timed);
    std::uint64_t first = 0;
    if (shared(change->first_ns).compare_exchange_strong(first, now_ns)) first = now_ns;
    const std::uint64_t since = stamped ? sent_ns : first;
    const std::uint64_t delay = now_ns > since ? now_ns - since : 0;
    change->delays.add(delay);
    raise_to(change->longest_ns, delay);
    deliveries.add(delay);
    raise_to(longest_delivery_ns, delay);
    // Last: whoever waits for all arrivals finds their times.
    shared(change->arrivals).fetch_add(1, std::memory_order_release);
}

std::uint64_t Measures::started() const { return sum_of(gauges, &Gauges::started); }
std::uint64_t Measures::open() const { return sum_of(gauges, &Gauges::open); }
std::uint64_t Measures::equal() const { return sum_of(gauges, &Gauges::equal); }

std::uint64_t Measures::position() const {
    std::uint64_t furthest = 0;
    for (const auto& one : gauges) furthest = std::max(furthest, get(one.position));
    return furthest;
}

void Measures::say_trouble(const char* text, std::size_t size) {
    std::uint64_t free = 0;
    if (!shared(trouble_taken).compare_exchange_strong(free, 1)) return;
    std::copy_n(text, std::min(size, trouble.size() - 1), trouble.begin());
    set(trouble_taken, 2);
}

}  // namespace dais::load
