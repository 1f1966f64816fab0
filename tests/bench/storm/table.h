// The steps of a storm as Markdown, and each as a line for who looks on. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

namespace dais::storm {

std::string told(const boost::json::object& step);
std::string table(const std::vector<boost::json::object>& steps);

}  // namespace dais::storm
