// dais-bench: the way of a command, and how many go it at once. Figures, not assertions.
//
//   dais-bench [--quick] [--only screen|commit] [--out build/bench/paths.md]
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/bench/paths/command_to_screen.h"
#include "tests/bench/paths/group_commit.h"

int main(int count, char** arguments) {
    CLI::App app("The way of a command, and how many go it at once.");
    bool quick = false;
    std::string only, out = "build/bench/paths.md";
    app.add_flag("--quick", quick, "A small run, to see that all works");
    app.add_option("--only", only, "screen or commit")->check(CLI::IsMember({"screen", "commit"}));
    app.add_option("--out", out, "Where the tables go")->capture_default_str();
    CLI11_PARSE(app, count, arguments);
    try {
        std::string text = "# The way of a command\n\nBoth ends on this machine, the database on its disk.\n\n";
        if (only != "commit") text += dais::bench::command_to_screen(quick) + "\n";
        if (only != "screen") text += dais::bench::group_commit(quick).table;
        std::filesystem::create_directories(std::filesystem::path(out).parent_path());
        std::ofstream(out) << text;
        std::printf("%s\n%s\n", text.c_str(), out.c_str());
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais-bench: %s\n", problem.what());
        return 1;
    }
}
