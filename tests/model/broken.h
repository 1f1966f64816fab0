// What should never be.
#pragma once

#include <stdexcept>
#include <string>

namespace dais::model {

class Broken : public std::runtime_error {
public:
    // rule: the same words whenever the same is broken; detail: by whom, and how.
    explicit Broken(std::string rule, const std::string& detail = {})
        : std::runtime_error(detail.empty() ? rule : rule + ": " + detail), rule_(std::move(rule)) {}

    const std::string& rule() const { return rule_; }

private:
    std::string rule_;
};

}  // namespace dais::model
