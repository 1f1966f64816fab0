// A venue's own CA, made as README.md tells an operator to: for tests that speak TLS.
#pragma once

#include <string>

namespace dais {

class VenueCa {
public:
    VenueCa();
    ~VenueCa();
    VenueCa(const VenueCa&) = delete;
    VenueCa& operator=(const VenueCa&) = delete;

    // NAME.pem and NAME.key, for localhost and 127.0.0.1; of -1 days: expired.
    void issue(const std::string& name, int days = 30) const;

    std::string file(const std::string& name) const { return folder_ + "/" + name; }
    std::string certificate() const { return file("ca.pem"); }

private:
    void run(const std::string& command) const;

    std::string folder_;
};

}  // namespace dais
