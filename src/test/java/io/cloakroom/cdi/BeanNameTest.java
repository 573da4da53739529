package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.cdi.ShopBeans.Cart;
import io.cloakroom.cdi.ShopBeans.Products;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What beans are called in the store: by another name their state would not be found. */
class BeanNameTest {
    private static final String SHOP = "io.cloakroom.cdi.ShopBeans$";

    @Test
    void beanIsCalledByItsClassAndMemberAndQualifiers() throws Exception {
        try (Application application = new Application(Map.of(), ShopBeans.ALL)) {
            BeanManager manager = application.bean(BeanManager.class);
            Bean<?> cart = manager.resolve(manager.getBeans(Cart.class));
            assertEquals(SHOP + "Cart", BeanName.of(cart, manager.createAnnotatedType(Cart.class)));
            AnnotatedType<Products> products = manager.createAnnotatedType(Products.class);
            Bean<?> unstorable = manager.resolve(
                    manager.getBeans(Runnable.class, new SessionScopedBeansTest.KindLiteral("unstorable")));
            assertEquals(
                    SHOP + "Products.unstorable()[" + SHOP + "Kind{value=unstorable}]",
                    BeanName.of(unstorable, member("unstorable", products.getMethods().stream())));
            assertEquals(
                    SHOP + "Products.numbers[" + SHOP + "Kind{value=unstorable}]",
                    BeanName.of(unstorable, member("numbers", products.getFields().stream())));
        }
    }

    private static Annotated member(String name, Stream<? extends AnnotatedMember<?>> members) {
        return members.filter(member -> member.getJavaMember().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
