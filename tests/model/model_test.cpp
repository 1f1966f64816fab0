// Must show 2 of the day: random summits lived through by random commands, cuts, changed grants, failed commits and
// restarts; `./dev model` runs it for as long as one likes.
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/model/broken.h"
#include "tests/model/run.h"
#include "tests/model/shrink.h"

namespace dais::model {
namespace {

using Seconds = std::chrono::duration<double>;

std::uint64_t wish(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : std::strtoull(value, nullptr, 10);
}

void print(const Tally& tally) {
    const Tally::Answers sum = tally.sum();
    for (const auto& [verb, answers] : tally.verbs) {
        const auto* field = v1::Command::descriptor()->FindFieldByNumber(verb);
        std::printf("  %-28s %7llu done %7llu refused\n", field->name().c_str(),
                    static_cast<unsigned long long>(answers.done), static_cast<unsigned long long>(answers.refused));
    }
    std::printf(
        "  %llu done, %llu refused (%.0f %%), %llu previews, %llu by the clock; %llu failed commits (%llu ended the"
        " desk), %llu restarts, %llu cuts, %llu other grants, %llu times everything compared\n",
        static_cast<unsigned long long>(sum.done), static_cast<unsigned long long>(sum.refused),
        100.0 * static_cast<double>(sum.refused) /
            static_cast<double>(std::max<std::uint64_t>(sum.done + sum.refused, 1)),
        static_cast<unsigned long long>(tally.previews), static_cast<unsigned long long>(tally.due),
        static_cast<unsigned long long>(tally.unavailable), static_cast<unsigned long long>(tally.faults),
        static_cast<unsigned long long>(tally.restarts), static_cast<unsigned long long>(tally.cuts),
        static_cast<unsigned long long>(tally.regrants), static_cast<unsigned long long>(tally.thorough));
}

// A step a line.
std::string text_of(const Steps& steps) {
    google::protobuf::TextFormat::Printer printer;
    printer.SetSingleLineMode(true);
    std::string text = "seed: " + std::to_string(steps.seed()) + "\n";
    for (const Step& step : steps.steps()) {
        std::string line;
        printer.PrintToString(step, &line);
        text += "steps { " + line + "}\n";
    }
    return text;
}

// Everything that somebody needs who wants to mend it.
std::string report(const Steps& steps, const Breach& breach, std::uint64_t commands) {
    const Steps few = shrink(steps, breach.rule, std::chrono::seconds(wish("DAIS_MODEL_SHRINK_SECONDS", 240)));
    const std::string path = DAIS_BIN_DIR "/../model-" + std::to_string(steps.seed()) + ".txtpb";
    std::ofstream(path) << text_of(few);
    std::ostringstream out;
    out << "seed " << steps.seed() << ", step " << steps.steps_size() << ": " << breach.words << "\n\nWith these "
        << few.steps_size() << " steps: " << replay(few).words << "\n\n"
        << text_of(few) << "\nAgain: ./dev model --seed " << steps.seed() << " --runs 1 --commands " << commands
        << "\nThe few steps, which are in " << path << ": ./dev model --replay " << path << "\n";
    return out.str();
}

// One run; empty if nothing broke.
std::string live_through(std::uint64_t seed, std::uint64_t commands, Tally& tally) {
    Steps steps;
    steps.set_seed(seed);
    try {
        Run run(seed);
        for (std::uint64_t n = 0; n < commands; ++n) {
            *steps.add_steps() = run.make_up();
            run.perform(*steps.mutable_steps(steps.steps_size() - 1));
        }
        run.look_thoroughly();
        tally.add(run.tally());
    } catch (const Broken& broken) {
        return report(steps, {broken.rule(), broken.what(), 0}, commands);
    } catch (const std::exception& broken) {
        return report(steps, {broken.what(), broken.what(), 0}, commands);
    }
    return {};
}

TEST(Model, EveryVerbIsAskedFor) {
    const auto* descriptor = v1::Command::descriptor()->FindOneofByName("verb");
    for (int i = 0; i < descriptor->field_count(); ++i) {
        const int number = descriptor->field(i)->number();
        // What is erased cannot be looked at again, which is all that is done here: it has stories of its own.
        if (number == v1::Command::kErasePerson) continue;
        const auto asked = std::count_if(verbs().begin(), verbs().end(), [&](const Verb& verb) {
            return static_cast<int>(verb.verb) == number && verb.weight > 0;
        });
        EXPECT_EQ(asked, 1) << descriptor->field(i)->name();
    }
}

TEST(Model, WhatBreaksIsFoundAndLeftInTheFewestSteps) {
    spdlog::set_level(spdlog::level::off);
    Steps steps;
    steps.set_seed(7);
    model::Run run(7);
    for (int n = 0; n < 40; ++n) {
        *steps.add_steps() = run.make_up();
        run.perform(*steps.mutable_steps(n));
    }
    ASSERT_EQ(replay(steps).rule, "") << "told again it is the same";
    steps.mutable_steps(17)->set_damage(v1::AUDIENCE_PRESS);
    const Breach breach = replay(steps);
    EXPECT_EQ(breach.step, 17);
    const Steps few = shrink(steps, breach.rule, std::chrono::seconds(60));
    ASSERT_EQ(few.steps_size(), 1) << few.ShortDebugString();
    EXPECT_EQ(few.steps(0).damage(), v1::AUDIENCE_PRESS);
}

TEST(Model, WhateverIsAskedForEveryScreenHoldsTheState) {
    spdlog::set_level(spdlog::level::off);
    if (const char* path = std::getenv("DAIS_MODEL_REPLAY"); path != nullptr && *path != '\0') {
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        Steps steps;
        ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &steps)) << path;
        EXPECT_EQ(replay(steps).words, "");
        return;
    }
    const std::uint64_t first = wish("DAIS_MODEL_SEED", 1);
    const std::uint64_t minutes = wish("DAIS_MODEL_MINUTES", 0);
    const std::uint64_t runs = minutes > 0 ? UINT64_MAX - first : wish("DAIS_MODEL_RUNS", 6);
    const std::uint64_t commands = wish("DAIS_MODEL_COMMANDS", 500);
    const auto began = std::chrono::steady_clock::now();
    const auto passed = [&] { return Seconds(std::chrono::steady_clock::now() - began).count(); };
    Tally tally;
    std::uint64_t done = 0;
    for (; done < runs && (minutes == 0 || passed() < static_cast<double>(minutes) * 60); ++done) {
        const std::string broken = live_through(first + done, commands, tally);
        if (!broken.empty()) FAIL() << broken;
        if ((done + 1) % 10 == 0) {
            std::printf("%llu runs, %.0f s\n", static_cast<unsigned long long>(done + 1), passed());
            std::fflush(stdout);
        }
    }
    print(tally);
    std::printf("%llu runs of %llu steps from seed %llu, all in agreement, in %.0f s\n",
                static_cast<unsigned long long>(done), static_cast<unsigned long long>(commands),
                static_cast<unsigned long long>(first), passed());
    EXPECT_LT(tally.sum().refused, tally.sum().done) << "most of what is asked for should make sense";
}

}  // namespace
}  // namespace dais::model
