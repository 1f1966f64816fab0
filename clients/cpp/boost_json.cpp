// The one translation unit that compiles Boost.JSON; everybody else only declares it.
#include <boost/json/src.hpp>
